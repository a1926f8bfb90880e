-- The same as btt-press-enter by BetterTouchTool's URL scheme, for a Mac that does not let us control BetterTouchTool.
-- The scheme answers nothing, so whether the trigger exists is not known; it sets the ticket and fires in one step.
-- Arguments: the trigger's name, the unique ID of the session that must be in front, the ticket, the path of the file
-- with the shared secret (empty: none).
-- Answer: nothing. Error 9001: something else is in front, and nothing was pressed. Error -600: not running.
use framework "Foundation"
use scripting additions

on run argv
	if application "BetterTouchTool" is not running then error "BetterTouchTool is not running." number -600
	set secret to my readText(item 4 of argv)
	set theUrl to "btt://trigger_named/?trigger_name=" & my encode(item 1 of argv) & "&comms_press_once=" & my encode(item 3 of argv)
	if secret is not "" then set theUrl to theUrl & "&shared_secret=" & my encode(secret)
	if id of application (path to frontmost application as text) is not "com.googlecode.iterm2" then error "iTerm2 is not in front." number 9001
	tell application "iTerm2" to set frontSession to unique ID of current session of current window
	if frontSession is not (item 2 of argv) then error "Another session is in front." number 9001
	open location theUrl
	return
end run

on encode(theText)
	set allowed to current application's NSCharacterSet's alphanumericCharacterSet()
	return ((current application's NSString's stringWithString:theText)'s stringByAddingPercentEncodingWithAllowedCharacters:allowed) as text
end encode

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then return ""
	return theText as text
end readText
