"""What the menu Likeness does. Runs in Nuke's Python 2.7 and 3."""

import io
import os

import nuke

# What an OFX plugin is called in Nuke: OFX, its identifier, _v and its major version.
NODE = "OFXorg.likeness.FaceSwap_v1"

# Which channels of a layered file each tool set reads.
CHANNELS = {
    "LikenessLayers": ("rgba.alpha", "matte.alpha", "raw.red", "edge.alpha", "facemotion.u"),
    "LikenessPaint": ("matte.alpha", "stmap.u", "stmap.v"),
}

TOOL_SETS = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "ToolSets", "Likeness"
)


def create_node():
    """Makes the node, behind what is selected."""
    # Some versions know plugins by their identifier in small letters.
    for name in (NODE, NODE.lower().replace("ofxorg", "OFXorg")):
        try:
            return nuke.createNode(name)
        except RuntimeError:
            pass
    nuke.message(
        "Nuke does not know the node Likeness FaceSwap. Likeness.ofx.bundle must lie in"
        " /usr/OFX/Plugins or in a folder that OFX_PLUGIN_PATH names, before Nuke is started."
        " Non-commercial Nuke loads no OFX plugins of others."
    )
    return None


def import_layers(clip=None):
    """Pastes the tool set that re-balances a layered sequence, behind the selected plate.

    clip: the file as Nuke's file browser gives it, with its range; None asks for it.
    """
    return _paste("LikenessLayers", clip)


def import_paint(clip=None):
    """Pastes the tool set that lays a picture of the crop onto the plate by stmap."""
    return _paste("LikenessPaint", clip)


def _paste(tool_set, clip):
    if clip is None:
        clip = nuke.getClipname("Layers written by Likeness", "*.exr")
    if not clip:
        return None
    before = set(n.fullName() for n in nuke.allNodes("Read"))
    nuke.nodePaste(os.path.join(TOOL_SETS, tool_set + ".nk").replace(os.sep, "/"))
    # Names may have got a number where the tool set is in the script already.
    reads = [n for n in nuke.allNodes("Read") if n.fullName() not in before]
    if len(reads) != 1:
        nuke.message("The tool set %s has %d Reads; it must have one." % (tool_set, len(reads)))
        return None
    read = reads[0]
    read["file"].fromUserText(clip)
    missing = [c for c in CHANNELS[tool_set] if c not in read.channels()]
    if missing:
        nuke.message(
            "%s has no %s. Write it with the layers that the tool set reads:"
            " likeness swap --layers all" % (clip, ", ".join(missing))
        )
    return read


def import_tracks(script=None):
    """Pastes a tracker or corner pin that likeness analysis export has written.

    script: path of the .nk file; None asks for it.
    """
    if script is None:
        script = nuke.getFilename("Tracker or corner pin of likeness analysis export", "*.nk")
    if not script:
        return None
    try:
        with io.open(script, encoding="utf-8") as f:
            text = f.read()
    except (IOError, OSError, UnicodeDecodeError) as e:
        nuke.message("%s cannot be read: %s" % (script, e))
        return None
    if "Tracker4 {" not in text and "CornerPin2D {" not in text:
        nuke.message(
            "%s holds no tracker and no corner pin. likeness analysis export SHOT.analysis"
            " --format nuke-tracker (or nuke-cornerpin) --out FILE.nk writes one." % script
        )
        return None
    return nuke.nodePaste(script)
