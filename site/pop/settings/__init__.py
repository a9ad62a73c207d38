"""Settings, one module per way of running POP: `demo` (this machine), `test`, `production`. All build on `base`."""
