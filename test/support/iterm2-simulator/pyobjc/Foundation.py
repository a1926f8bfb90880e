"""AppleScript for iTerm2's own Python library on machines without it: by `osascript`, which the simulator stands in for."""

import re
import subprocess


class _Text:
    def __init__(self, text):
        self._text = text

    def stringValue(self):
        return self._text


class NSAppleScript:
    @staticmethod
    def alloc():
        return NSAppleScript()

    def initWithSource_(self, source):
        self._source = source
        return self

    def executeAndReturnError_(self, _):
        run = subprocess.run(["osascript", "-e", self._source], capture_output=True, text=True)
        if run.returncode == 0:
            return _Text(run.stdout.rstrip("\n")), None
        said = re.fullmatch(r"\S+ execution error: (.*) \((-?\d+)\)\s*", run.stderr, re.DOTALL)
        message, number = said.groups() if said else (run.stderr, -1)
        return None, {"NSAppleScriptErrorBriefMessage": message, "NSAppleScriptErrorNumber": int(number)}
