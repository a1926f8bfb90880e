"""What iTerm2's own Python library asks of macOS's AppKit, for machines without it: where the socket is, and a dictionary."""

import os

NSApplicationSupportDirectory = 14
NSUserDomainMask = 1


def NSSearchPathForDirectoriesInDomains(directory, domains, expand):
    return [os.path.expanduser("~/Library/Application Support")]


class NSBundle:
    _info = {}

    @staticmethod
    def mainBundle():
        return NSBundle

    @staticmethod
    def infoDictionary():
        return NSBundle._info
