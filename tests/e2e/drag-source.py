"""drag-source.py FILE - a small window out of which FILE can be dragged, as out of a file manager."""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

FILE = pathlib.Path(sys.argv[1]).resolve().as_uri()


def hand_over(_widget, _context, selection, _info, _time):
    selection.set_uris([FILE])


window = Gtk.Window(title="Files", default_width=90, default_height=60)
handle = Gtk.EventBox()
handle.add(Gtk.Label(label="file"))
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
handle.drag_source_add_uri_targets()
handle.connect("drag-data-get", hand_over)
window.add(handle)
window.set_keep_above(True)
window.connect("destroy", Gtk.main_quit)
window.show_all()
window.move(0, 0)
Gtk.main()
