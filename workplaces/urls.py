"""Addresses of the workplaces room."""

from django.urls import path

from workplaces.views import bulk, groups, rows, tables

urlpatterns = [
    path("workplaces/", tables.plant_table, name="workplaces"),
    path("plant/workplaces/bulk/", bulk.workplaces_bulk, name="workplaces-bulk"),
    path("plant/workplaces/<int:pk>/row/", rows.workplace_row, name="workplace-row"),
    path("plant/workplaces/<int:pk>/move-out/", groups.move_out, name="workplace-move-out"),
    path("plant/workplaces/<int:pk>/copy/", groups.workplace_clone, name="workplace-copy"),
    path("plant/groups/<int:pk>/signs/", groups.signs, name="group-signs"),
    path("plant/groups/<int:pk>/copy/", groups.group_clone, name="group-copy"),
    path("plant/views/<int:pk>/drop/", tables.view_drop, name="saved-view-drop"),
    path("plant/<slug:slug>/", tables.plant_table, name="plant-table"),
    path("plant/<slug:slug>/views/", tables.view_save, name="saved-view-save"),
]
