"""Reading the files that are given to credentialing, handed out for whoever is given one."""

from openmso.workforce.files.leie import ListFile, read_leie
from openmso.workforce.files.nppes import read_nppes
from openmso.workforce.files.sheets import Sheet, read_sheet

__all__ = ["ListFile", "Sheet", "read_leie", "read_nppes", "read_sheet"]
