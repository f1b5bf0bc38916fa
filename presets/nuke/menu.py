"""Read by Nuke when it has a window: the menu Likeness among the nodes and in the menu bar."""

import nuke

import likeness_nuke

for _bar in ("Nodes", "Nuke"):
    _menu = nuke.menu(_bar).addMenu("Likeness")
    _menu.addCommand("FaceSwap", "likeness_nuke.create_node()")
    _menu.addCommand("Import layers...", "likeness_nuke.import_layers()")
    _menu.addCommand("Import layers to paint on...", "likeness_nuke.import_paint()")
    _menu.addCommand("Import tracker or corner pin...", "likeness_nuke.import_tracks()")
