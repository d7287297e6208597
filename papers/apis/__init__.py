"""REST of the papers room; each endpoint owns its serializers, the shapes that several share are in `shapes`."""
