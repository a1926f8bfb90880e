-- Asks iTerm2 for a single-use cookie and key of its Python API.
-- Arguments: name under which the connection shows in iTerm2's script console.
-- Answer: {"cookie": "...", "key": "..."}. Error 1: the API is switched off.
use framework "Foundation"
use scripting additions

on run argv
	if application "iTerm2" is not running then error "iTerm2 is not running." number -600
	with timeout of 600 seconds
		tell application "iTerm2" to set answer to request cookie and key for app named (item 1 of argv)
	end timeout
	set AppleScript's text item delimiters to " "
	return my toJson({cookie:text item 1 of answer, |key|:text item 2 of answer})
end run

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
