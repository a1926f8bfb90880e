-- Fires a named trigger of BetterTouchTool.
-- Arguments: the trigger's name, the path of a private file that holds BetterTouchTool's shared secret (empty: none).
-- Answer: nothing. Error -600: BetterTouchTool is not running.
use framework "Foundation"
use scripting additions

on run argv
	if application "BetterTouchTool" is not running then error "BetterTouchTool is not running." number -600
	set triggerName to item 1 of argv
	set secret to my readText(item 2 of argv)
	tell application "BetterTouchTool"
		if secret is "" then
			trigger_named triggerName
		else
			trigger_named triggerName shared_secret secret
		end if
	end tell
	return
end run

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then return ""
	return theText as text
end readText
