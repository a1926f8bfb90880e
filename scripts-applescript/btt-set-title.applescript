-- Titles the session in front through a named trigger of BetterTouchTool, which takes the title from the clipboard. What
-- was on the clipboard is put back, unless somebody has copied something else meanwhile. A title that shows is kept in a
-- variable of the session too, as by set-name.
-- Arguments: the trigger's name, the unique ID of the session that must be in front, the path of a private file that
-- holds the title in UTF-8, the path of the file with the shared secret (empty: none), how BetterTouchTool is asked:
-- `event`, or `url` for a Mac that does not let us control it. Either way it counts only once the title shows.
-- Answer: {"shown": true} once the session or its window shows the title, {"shown": false} after two seconds without.
-- Error 9001: something else is in front, and nothing was fired. Error -600: BetterTouchTool is not running.
use framework "Foundation"
use framework "AppKit"
use scripting additions

on run argv
	if application "BetterTouchTool" is not running then error "BetterTouchTool is not running." number -600
	set triggerName to item 1 of argv
	set wanted to item 2 of argv
	set theTitle to my readText(item 3 of argv)
	set secret to my readText(item 4 of argv)
	if id of application (path to frontmost application as text) is not "com.googlecode.iterm2" then error "iTerm2 is not in front." number 9001
	tell application "iTerm2" to set frontSession to unique ID of current session of current window
	if frontSession is not wanted then error "Another session is in front." number 9001
	set theUrl to my urlOf(triggerName, secret)
	set saved to my copyClipboard()
	set mark to my putText(theTitle)
	try
		if item 5 of argv is "url" then
			open location theUrl
		else
			tell application "BetterTouchTool"
				if secret is "" then
					trigger_named triggerName
				else
					trigger_named triggerName shared_secret secret
				end if
			end tell
		end if
		set found to my waitFor(theTitle, wanted)
		my putBack(saved, mark)
	on error message number code
		my putBack(saved, mark)
		error message number code
	end try
	return my toJson({shown:found})
end run

-- Waits until the title shows: BetterTouchTool may answer before its trigger has read the clipboard.
on waitFor(theTitle, wanted)
	repeat 20 times
		delay 0.1
		tell application "iTerm2"
			set theSession to current session of current window
			set theId to unique ID of theSession
			set windowName to name of current window
			tell theSession to set sessionName to variable named "autoName"
		end tell
		if theId is wanted and my isShown(theTitle, sessionName, windowName) then
			tell application "iTerm2" to tell theSession to set variable named "user.comms_title" to theTitle
			return true
		end if
	end repeat
	return false
end waitFor

-- The title of a window has more in it than what was set.
on isShown(theTitle, sessionName, windowName)
	considering case
		if sessionName is theTitle then return true
		return windowName contains theTitle
	end considering
end isShown

-- Everything on the clipboard, in all the forms that it has.
on copyClipboard()
	set saved to current application's NSMutableArray's array()
	repeat with anItem in current application's NSPasteboard's generalPasteboard()'s pasteboardItems()
		set aCopy to current application's NSPasteboardItem's alloc()'s init()
		repeat with aType in anItem's |types|()
			set theData to (anItem's dataForType:aType)
			if theData is not missing value then (aCopy's setData:theData forType:aType)
		end repeat
		(saved's addObject:aCopy)
	end repeat
	return saved
end copyClipboard

-- The second form asks programs that keep what was copied to leave this out.
on putText(theText)
	set theBoard to current application's NSPasteboard's generalPasteboard()
	theBoard's clearContents()
	theBoard's setString:theText forType:(current application's NSPasteboardTypeString)
	theBoard's setString:"" forType:"org.nspasteboard.TransientType"
	return theBoard's changeCount() as integer
end putText

on putBack(saved, mark)
	set theBoard to current application's NSPasteboard's generalPasteboard()
	if (theBoard's changeCount() as integer) is not mark then return
	theBoard's clearContents()
	theBoard's writeObjects:saved
end putBack

on urlOf(triggerName, secret)
	set theUrl to "btt://trigger_named/?trigger_name=" & my encode(triggerName)
	if secret is not "" then set theUrl to theUrl & "&shared_secret=" & my encode(secret)
	return theUrl
end urlOf

on encode(theText)
	set allowed to current application's NSCharacterSet's alphanumericCharacterSet()
	return ((current application's NSString's stringWithString:theText)'s stringByAddingPercentEncodingWithAllowedCharacters:allowed) as text
end encode

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then return ""
	return theText as text
end readText

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
