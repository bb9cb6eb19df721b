"""The demonstration plant: plays a whole certification through the services that the screens use."""
