"""A table with its areas as a GeoPackage (bytes), in RD New."""

from __future__ import annotations

import io
from datetime import date
from threading import Lock

import geopandas as gpd

from analysis.schoon import schoon
from geo.crs import RD, require_crs

# GDAL's settings belong to the process, and a web server writes for several users at once.
_SLOT = Lock()


def format_gpkg(vlakken: gpd.GeoDataFrame, laag: str, beschrijving: str, peildatum: date) -> bytes:
    """Return a GeoPackage of one layer in RD New (`ValueError` for another CRS); may be without rows.

    A layer of multipolygons, or of points, column `geom`; missing shapes and numbers are NULL. `beschrijving`, what
    the layer holds and whose data it is, becomes its description; `peildatum` is the date of the last change in the
    file, so that the same input gives the same bytes.
    """
    import pyogrio  # only who takes this form along waits for GDAL

    require_crs(vlakken, RD)
    tekst = {
        str(naam): vlakken[naam].map(schoon, na_action="ignore").astype("str")
        for naam, soort in vlakken.dtypes.items()
        if soort == "str"
    }
    geheugen, punten = io.BytesIO(), bool(vlakken.geom_type.eq("Point").any())
    with _SLOT:
        vorige = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{peildatum.isoformat()}T00:00:00.000Z"})
        try:
            pyogrio.write_dataframe(
                vlakken.assign(**tekst),
                geheugen,
                layer=laag,
                driver="GPKG",
                geometry_type="Point" if punten else "MultiPolygon",
                promote_to_multi=not punten,
                dataset_options={"VERSION": "1.3"},  # 1.4 makes every GIS of before 2023 warn
                layer_options={"DESCRIPTION": schoon(beschrijving), "IDENTIFIER": laag},
            )
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": vorige})
    return geheugen.getvalue()
