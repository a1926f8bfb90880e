-- Sends a text by Messages.
-- Arguments: phone number or address of the recipient, the path of a private file that holds the text in UTF-8.
-- Answer: nothing. macOS tells nobody whether it arrived. Error -600: Messages is not running.
use framework "Foundation"
use scripting additions

on run argv
	if application "Messages" is not running then error "Messages is not running." number -600
	set theText to my readText(item 2 of argv)
	tell application "Messages"
		set theService to first account whose service type is iMessage
		set theBuddy to participant (item 1 of argv) of theService
		send theText to theBuddy
	end tell
	return
end run

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then error "The file cannot be read." number -43
	return theText as text
end readText
