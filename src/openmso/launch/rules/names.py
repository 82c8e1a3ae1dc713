"""Names and numbers of people who do not exist.

First and last names are common in the United States and are put together by chance; that somebody bears one of
the names anywhere is chance, too. Provider numbers carry the right check digit but begin with 29999, of a range
that the enumerator has never given out (real ones begin with 1); license numbers begin with DEMO.
"""

from __future__ import annotations

from typing import Final

from openmso.launch.rules.chance import Chance


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


FIRST: Final = words("""
Aaliyah Aaron Abigail Adam Adriana Aiden Alan Alicia Alma Amanda Amara Amber Amy Ana Andre Andrea Angela Anita
Anthony April Ariana Ashley Audrey Beatriz Benjamin Bianca Brandon Brenda Brian Bridget Brooke Caleb Camila
Carla Carmen Caroline Cassandra Cecilia Charlotte Chloe Christine Claire Corey Crystal Cynthia Dana Daniel
Danielle Darius David Deborah Denise Derek Diana Dominic Edith Elena Elijah Elise Emily Emma Eric Erica Esther
Ethan Eva Faith Felicia Fernando Gabriel Gabriela Gavin Gina Grace Hannah Heather Hector Heidi Holly Ian Imani
Ines Irene Isaac Isabel Ivy Jacob Jada Jamal James Jasmine Jenna Jeremy Jessica Joanna Joel Jordan Jorge Josephine
Joyce Julia Julian Kara Karen Katrina Kayla Keisha Kelly Kendra Kevin Kimberly Kira Kristen Lara Laura Lauren
Leah Lena Leon Leticia Lila Linda Lisa Logan Lucas Lucia Lydia Mackenzie Madison Malik Marcus Margaret Maria
Marina Marisol Mark Marta Mason Maya Megan Melissa Mia Michael Michelle Miguel Miriam Molly Monica Naomi Natalie
Nathan Nicole Nina Noah Nora Olivia Omar Paige Pamela Patricia Paul Paula Phoebe Priya Rachel Raquel Rebecca
Renee Riley Robin Rosa Rosemary Ruby Ruth Sabrina Samantha Samuel Sandra Sara Selena Serena Shannon Sharon Sofia
Stephanie Steven Sydney Tamara Tanya Tara Teresa Theo Tiffany Tracy Trevor Valerie Vanessa Veronica Victor
Victoria Vincent Vivian Wendy Whitney William Yasmin Yolanda Zachary Zoe
""")

LAST: Final = words("""
Abbott Acosta Adler Aguilar Alvarez Andrews Armstrong Arnold Ashworth Atkins Avila Baker Ballard Banks Barnes
Barrett Bauer Becker Bell Benson Bishop Blackwell Blake Bowen Boyd Bradley Brennan Briggs Brooks Bryant Burke
Caldwell Calhoun Campos Cardenas Carlson Carroll Castillo Chambers Chan Chandler Chavez Chung Clarke Coleman
Conrad Conway Cooper Cortez Craig Crawford Cruz Dalton Daniels Davenport Decker Delgado Dixon Donovan Dorsey
Drake Duarte Duncan Eaton Ellis Emerson Erickson Espinoza Estrada Farrell Fields Figueroa Fischer Fleming
Flores Foster Fowler Franklin Frazier Fuentes Gallagher Garner Garrett Gentry Gibson Gilbert Glover Goodwin
Graves Greene Griffith Guerrero Hale Hammond Hansen Harding Harmon Hawkins Hayes Henson Herrera Hobbs Hoffman
Holloway Horton Houston Howell Huang Hubbard Hughes Ingram Jacobs Jensen Jimenez Joyner Kaplan Keller Kendall
Khan Kim Kirby Klein Knox Kramer Lambert Larsen Lawson Levine Lindsey Logan Lopez Lowery Lucero Lynch Macdonald
Mackey Madden Maldonado Mann Marsh Massey Mathis Mcbride Mccall Mccoy Mckenna Medina Mehta Mejia Mendez Mercer
Meyer Middleton Monroe Montoya Moody Morales Morton Munoz Nash Navarro Newman Nguyen Nichols Nolan Norris Novak
Obrien Ochoa Odom Olsen Orozco Ortega Osborne Pacheco Padilla Park Parrish Patel Patton Pearson Pena Perkins
Pham Pierce Pittman Porter Prescott Quinn Ramsey Randall Reeves Reyes Rhodes Richter Rivera Robbins Roman Rosario
Rowe Salazar Santana Santos Sawyer Schmidt Schultz Serrano Shaffer Shah Shepherd Sherman Sims Singh Skinner Sloan
Snyder Solis Stafford Stanton Stokes Strickland Sullivan Sutton Swanson Tanaka Tate Terrell Tran Trujillo Underwood
Valdez Vance Vargas Vaughn Vega Velasquez Wagner Walsh Walters Warner Weaver Webb Weber Whitaker Wilkins Winters
Wolfe Woodard Yang Yates Yoon York Zamora Zimmerman
""")

MADE_UP: Final = "29999"
"""How every provider number of a demonstration begins."""


def slug(text: str) -> str:
    """A text as an id: small letters, digits and hyphens."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())


def name(chance: Chance) -> str:
    """A first and a last name."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def npi(number: int) -> str:
    """A provider number with its check digit, of the made-up range. `number` from 0 to 9999 and on.

    The check digit is Luhn's over the digits with 80840 before them (45 CFR 162.406, ISO/IEC 7812).
    """
    bare = f"{MADE_UP}{number % 10_000:04d}"
    total = 0
    for place, digit in enumerate(reversed(f"80840{bare}")):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return f"{bare}{-total % 10}"
