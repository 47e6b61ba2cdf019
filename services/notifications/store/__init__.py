"""What notifications keeps."""

from backbone.aggregates import ReadModel

STORES: list[ReadModel] = []
