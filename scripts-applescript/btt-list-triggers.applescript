-- Lists the named triggers of BetterTouchTool (4.034 or later).
-- Arguments: the path of a private file that holds BetterTouchTool's shared secret (empty: none).
-- Answer: BetterTouchTool's own JSON: [{"BTTTriggerName": "...", "BTTEnabled": 1, "BTTEnabled2": 1, ...}].
-- Error -600: BetterTouchTool is not running.
use framework "Foundation"
use scripting additions

on run argv
	if application "BetterTouchTool" is not running then error "BetterTouchTool is not running." number -600
	set secret to my readText(item 1 of argv)
	tell application "BetterTouchTool"
		if secret is "" then
			return get_triggers trigger_id 643
		else
			return get_triggers trigger_id 643 shared_secret secret
		end if
	end tell
end run

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then return ""
	return theText as text
end readText
