"""An application that its author wrote without the package: `before`; with the package: `after`."""
