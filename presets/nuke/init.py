"""Read by Nuke at every start, also without a window: NUKE_PATH names this folder."""

import nuke

nuke.pluginAddPath("./python")
