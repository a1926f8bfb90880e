-- Tells what is in front: where a key would go that is pressed now.
-- Arguments: none.
-- Answer: {"application": "com.googlecode.iterm2", "session": "<unique ID>", "tty": "/dev/ttys004"}; session and tty
-- are empty while another application is in front.
use framework "Foundation"
use scripting additions

on run argv
	set frontId to id of application (path to frontmost application as text)
	set frontSession to ""
	set frontTty to ""
	if frontId is "com.googlecode.iterm2" then
		tell application "iTerm2"
			set theSession to current session of current window
			set frontSession to unique ID of theSession
			set frontTty to tty of theSession
		end tell
	end if
	return my toJson({|application|:frontId, |session|:frontSession, tty:frontTty})
end run

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
