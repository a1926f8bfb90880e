-- Lists every window, tab and session of iTerm2, front to back. One Apple event for each property, not for each session.
-- Arguments: none.
-- Answer: {"pid": 4711, "windows": [{"window": 12, "name": "...", "hotkey": false,
-- "tabs": [[{"id", "name", "tty", "columns", "rows", "processing"}]]}]}. `pid` is iTerm2's own; `processing` says that
-- the session has written something within the last two seconds.
-- A floating hotkey window is not among iTerm2's windows, so its sessions are missing.
use framework "AppKit"
use framework "Foundation"
use scripting additions

on run argv
	if application "iTerm2" is not running then error "iTerm2 is not running." number -600
	-- The first event waits for the person: macOS takes its question back when the event gives up.
	with timeout of 600 seconds
		tell application "iTerm2"
			set windowIds to id of windows
			set windowNames to name of windows
			set hotkeys to is hotkey window of windows
			set ids to unique ID of sessions of tabs of windows
			set sessionNames to name of sessions of tabs of windows
			set ttys to tty of sessions of tabs of windows
			set widths to columns of sessions of tabs of windows
			set heights to rows of sessions of tabs of windows
			set busy to is processing of sessions of tabs of windows
		end tell
	end timeout
	set answer to {}
	repeat with w from 1 to count of windowIds
		set theTabs to {}
		repeat with t from 1 to count of (item w of ids)
			set theSessions to {}
			repeat with s from 1 to count of (item t of item w of ids)
				set theId to item s of item t of item w of ids
				set theName to item s of item t of item w of sessionNames
				set theTty to item s of item t of item w of ttys
				set theWidth to item s of item t of item w of widths
				set theHeight to item s of item t of item w of heights
				set isBusy to item s of item t of item w of busy
				set end of theSessions to {|id|:theId, |name|:theName, tty:theTty, |columns|:theWidth, |rows|:theHeight, processing:isBusy}
			end repeat
			set end of theTabs to theSessions
		end repeat
		set end of answer to {|window|:item w of windowIds, |name|:item w of windowNames, hotkey:item w of hotkeys, |tabs|:theTabs}
	end repeat
	return my toJson({pid:my processId(), |windows|:answer})
end run

on processId()
	set found to current application's NSRunningApplication's runningApplicationsWithBundleIdentifier:"com.googlecode.iterm2"
	if (found's |count|()) as integer is 0 then return 0
	return ((found's firstObject())'s processIdentifier()) as integer
end processId

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
