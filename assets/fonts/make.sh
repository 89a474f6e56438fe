#!/bin/sh
# Makes every font file of this repository again, byte for byte, from pinned packages.
# Needs npm, python3 with venv, and nothing else. Run it after adding an icon to src/ui/icon.rs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv tools
tools/bin/pip -q install fonttools==4.68.0 brotli==1.2.1
for package in inter-ui@4.1.1 jetbrains-mono@1.0.6 lucide-static@1.62.0; do
    npm pack --silent "$package" > /dev/null
done
for archive in *.tgz; do
    mkdir "${archive%.tgz}"
    tar xzf "$archive" -C "${archive%.tgz}"
done

# Latin with its extensions and Vietnamese, Greek, Cyrillic, punctuation, super- and subscripts,
# currency, letter-like signs, number forms, arrows, a few mathematical and geometric signs.
text='U+0000-024F,U+0259,U+02B0-02FF,U+0300-0345,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F'
text="$text,U+2070-209F,U+20A0-20CF,U+2100-214F,U+2150-218F,U+2190-21FF,U+2212,U+2215,U+221E"
text="$text,U+2248,U+2260,U+2264,U+2265,U+2318,U+2325,U+21E7,U+2423,U+25A0-25FF,U+2713,U+2717,U+FFFD"

# The original modification time stays in the file, so that two runs give the same bytes.
export SOURCE_DATE_EPOCH=1731672000
subset() { # source target unicodes features
    tools/bin/pyftsubset "$1" --output-file="$2" --unicodes="$3" --layout-features="$4" \
        --name-IDs=0,1,2,3,4,5,6,13,14,16,17 --no-hinting --desubroutinize --notdef-outline \
        --recommended-glyphs --drop-tables+=DSIG,GASP,meta,STAT
}

for weight in Regular Medium SemiBold; do
    # Tabular figures become the only figures: iced 0.14 cannot ask for an OpenType feature. Only
    # the ten figures, for Inter's feature widens hyphens and colons too.
    tools/bin/python - "inter-ui-4.1.1/package/web/Inter-$weight.woff2" "$weight-tabular.ttf" <<'PYTHON'
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1], recalcTimestamp=False)
font.flavor = None
table = font["GSUB"].table
lookups = {index for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
           for index in record.Feature.LookupListIndex}
tabular = {}
for index in lookups:
    for subtable in table.LookupList.Lookup[index].SubTable:
        tabular.update(getattr(subtable, "ExtSubTable", subtable).mapping)
for characters in font["cmap"].tables:
    if characters.isUnicode():
        for figure in range(ord("0"), ord("9") + 1):
            # The tables may be one and the same.
            name = characters.cmap[figure]
            characters.cmap[figure] = tabular.get(name, name)
font.save(sys.argv[2])
PYTHON
    subset "$weight-tabular.ttf" "$weight-subset.ttf" "$text" 'kern,mark,mkmk,ccmp,locl'
done
subset jetbrains-mono-1.0.6/package/fonts/webfonts/JetBrainsMonoNL-Regular.woff2 \
    Mono-subset.ttf "$text" 'mark,mkmk,ccmp,locl'
# The code points come from icon.rs, which is therefore the one list of icons.
icons=$(sed -n "s/.*'\\\\u{\\([0-9a-f]*\\)}'.*/U+\\1/p" "$here/../../src/ui/icon.rs" | paste -sd, -)
subset lucide-static-1.62.0/package/font/lucide.ttf Icons-subset.ttf "$icons" ''

# Names of our own: an Inter or a Lucide that is installed on the machine must not be taken instead. And a program that
# says that letters are drawn as they are: without one, what iced draws with looks over the whole font for a way to fit
# them to the pixels, and does so again for every text in which there is a letter that was not drawn before.
tools/bin/python - "$here" <<'PYTHON'
import os, sys
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
target = sys.argv[1]
files = [
    ("Regular-subset.ttf", "KeydeskSans-Regular.ttf", "Keydesk Sans", "Regular", 400),
    ("Medium-subset.ttf", "KeydeskSans-Medium.ttf", "Keydesk Sans", "Medium", 500),
    ("SemiBold-subset.ttf", "KeydeskSans-SemiBold.ttf", "Keydesk Sans", "SemiBold", 600),
    ("Mono-subset.ttf", "KeydeskMono-Regular.ttf", "Keydesk Mono", "Regular", 400),
    ("Icons-subset.ttf", "../icons/KeydeskIcons.ttf", "Keydesk Icons", "Regular", 400),
]
for source, name, family, style, weight in files:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 5, 13, 14) and n.platformID == 3]
    postscript = family.replace(" ", "") + "-" + style
    for number, value in ((1, family if style == "Regular" else f"{family} {style}"),
                          (2, "Regular"), (3, postscript), (4, f"{family} {style}"),
                          (6, postscript), (16, family), (17, style)):
        names.setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].modified = font["head"].created
    font["prep"] = newTable("prep")
    font["prep"].program = Program()
    font["prep"].program.fromAssembly(["PUSHB[ ] 1 1", "INSTCTRL[ ]"])
    font.save(os.path.join(target, name))
    print(name, os.path.getsize(os.path.join(target, name)))
PYTHON
