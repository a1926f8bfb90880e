-- Reads the last lines of a session, as many as it has rows. iTerm2 hands out the whole scrollback; the rest is cut here.
-- A line that goes on in the next row of the screen is one line here.
-- Arguments: the session's unique ID.
-- Answer: {"lines": ["...", ...], "columns", "rows", "name", "path", "title"}; `title` is the one that `set-name` keeps.
-- Error -1728: no such session.
use framework "Foundation"
use scripting additions

on run argv
	if application "iTerm2" is not running then error "iTerm2 is not running." number -600
	set wanted to item 1 of argv
	tell application "iTerm2"
		set ids to unique ID of sessions of tabs of windows
		repeat with w from 1 to count of ids
			repeat with t from 1 to count of (item w of ids)
				repeat with s from 1 to count of (item t of item w of ids)
					if (item s of item t of item w of ids) is wanted then
						tell session s of tab t of window w
							set everything to contents
							set width to columns
							set height to rows
							set theName to name
							set thePath to variable named "path"
							set theTitle to variable named "user.comms_title"
						end tell
						return my toJson(my screenOf(everything, width, height, theName, thePath, theTitle))
					end if
				end repeat
			end repeat
		end repeat
	end tell
	error "There is no session " & wanted & "." number -1728
end run

on screenOf(everything, width, height, theName, thePath, theTitle)
	set theLines to my lastLines(everything, height)
	return {|lines|:theLines, |columns|:width, |rows|:height, |name|:theName, |path|:my textOf(thePath), title:my textOf(theTitle)}
end screenOf

on lastLines(everything, wantedCount)
	set allLines to paragraphs of everything
	set lineCount to count of allLines
	if lineCount is 0 then return {}
	if lineCount is less than wantedCount then return allLines
	return items (lineCount - wantedCount + 1) thru lineCount of allLines
end lastLines

on textOf(value)
	if value is missing value then return ""
	return value as text
end textOf

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
