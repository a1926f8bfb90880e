-- Tells what iTerm2 keeps of some sessions in variables: an Apple event for each, so only for sessions that are new.
-- Arguments: the unique IDs of the sessions.
-- Answer: [{"id", "pid", "path", "title"}]; `title` is the one that `set-name` keeps. One that has closed is left out.
use framework "Foundation"
use scripting additions

on run argv
	if application "iTerm2" is not running then error "iTerm2 is not running." number -600
	set answer to {}
	tell application "iTerm2"
		set ids to unique ID of sessions of tabs of windows
		repeat with w from 1 to count of ids
			repeat with t from 1 to count of (item w of ids)
				repeat with s from 1 to count of (item t of item w of ids)
					set theId to item s of item t of item w of ids
					if theId is in argv then
						tell session s of tab t of window w
							set thePid to variable named "pid"
							set thePath to variable named "path"
							set theTitle to variable named "user.comms_title"
						end tell
						set end of answer to my factsOf(theId, thePid, thePath, theTitle)
					end if
				end repeat
			end repeat
		end repeat
	end tell
	return my toJson(answer)
end run

on factsOf(theId, thePid, thePath, theTitle)
	return {|id|:theId, pid:my textOf(thePid), |path|:my textOf(thePath), title:my textOf(theTitle)}
end factsOf

on textOf(value)
	if value is missing value then return ""
	return value as text
end textOf

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
