#!/bin/sh
# Makes every picture of the app from the SVG beside it. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
rsvg-convert -w 1024 -h 1024 icon.svg -o icon.png
for shape in quiet working needs-you offline; do
  case $shape in needs-you) name=needsYou ;; *) name=$shape ;; esac
  rsvg-convert -w 16 -h 16 "../tray/$shape.svg" -o "../tray/${name}Template.png"
  rsvg-convert -w 32 -h 32 "../tray/$shape.svg" -o "../tray/${name}Template@2x.png"
done
