"""What leaves the system: printed forms, Excel, dossiers, dashboards."""
