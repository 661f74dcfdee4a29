"""Every picture by name."""
from . import scenes_delivery, scenes_desk, scenes_home, scenes_kitchen, scenes_out, scenes_tea

ALL = {name: draw for theme in (scenes_tea, scenes_desk, scenes_kitchen, scenes_home, scenes_out, scenes_delivery) for name, draw in theme.ALL.items()}
