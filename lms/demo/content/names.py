"""First and last names to draw made-up people from. A combination means nobody; the lists mean many places.

Some need letters beyond Latin-1, so that a font, a sort or an e-mail address that cannot take them shows.
"""

FIRST_NAMES = (
    "Abena", "Adaeze", "Adam", "Agnieszka", "Aisha", "Alan", "Amara", "Amina", "Ana", "Andrew", "Andreea", "Anita",
    "Anthony", "Arjun", "Asha", "Ayesha", "Barbara", "Beatriz", "Ben", "Bola", "Carlos", "Carol", "Chidi",
    "Chloë", "Ciara", "Comfort", "Cristina", "Daniel", "David", "Deepa", "Delroy", "Denise", "Diana", "Dmitri", "Elena",
    "Elżbieta", "Emeka", "Emily", "Esther", "Fatima", "Femi", "Fiona", "Gareth", "Gita", "Grace", "Hannah", "Harpreet",
    "Hassan", "Helen", "Ibrahim", "Ifeoma", "Imran", "Ioana", "Isaac", "James", "Janet", "Jayesh", "Joana",
    "João", "Joseph", "Joy", "Karen", "Kavita", "Kemi", "Kieran", "Kofi", "Kumar", "Kwame", "Lakshmi", "Leah", "Leon",
    "Linda", "Lucy", "Łukasz", "Magda", "Małgorzata", "Marcus", "Maria", "Mark", "Mary", "Meera", "Mehmet", "Michelle",
    "Mohamed", "Nadia", "Natalia", "Nathan", "Neha", "Ngozi", "Nicola", "Nimal", "Nirmala", "Noor", "Olu", "Omar",
    "Patricia", "Paul", "Pedro", "Peter", "Precious", "Priya", "Rachel", "Radu", "Rajesh", "Ravi", "Rebecca",
    "Ricardo", "Rosa", "Ruth", "Sabrina", "Samuel", "Sandra", "Sanjay", "Sara", "Selvi", "Shanice", "Sharon", "Shreya",
    "Siân", "Simon", "Sofia", "Stefan", "Stephen", "Sunita", "Tamika", "Tanisha", "Thomas", "Tomasz", "Tunde", "Uche",
    "Usha", "Valentina", "Vijay", "Wei", "William", "Winston", "Yasmin", "Yusuf", "Zainab", "Zoë",
)  # fmt: skip

LAST_NAMES = (
    "Abdi", "Abdullah", "Acheampong", "Adebayo", "Adeyemi", "Agyeman", "Ahmed", "Akhtar", "Alexander", "Ali", "Allen",
    "Almeida", "Amoah", "Anderson", "Antwi", "Asante", "Bailey", "Baker", "Balogun", "Banerjee", "Begum", "Bennett",
    "Boateng", "Brown", "Campbell", "Carter", "Chaudhry", "Chen", "Clarke", "Collins", "Costa", "Cruz", "Das", "Davies",
    "Desai", "Dobre", "Dube", "Dumitrescu", "Edwards", "Evans", "Eze", "Farah", "Fernandes", "Ferreira", "Fraser",
    "Gnanasekaran", "Gomes", "Gordon", "Grant", "Green", "Gunawardena", "Gupta", "Hall", "Hamilton", "Harris", "Hassan",
    "Henry", "Hughes", "Hussain", "Ibrahim", "Iqbal", "Ionescu", "Jackson", "Jayawardena", "Johnson", "Jones", "Joseph",
    "Joshi", "Kamau", "Kaur", "Khan", "King", "Kowalczyk", "Krishnan", "Kumar", "Lawal", "Lee", "Lewandowski", "Lewis",
    "Mahmood", "Malik", "Marshall", "Martin", "Mehta", "Mensah", "Miller", "Mohamed", "Morgan", "Morris", "Murphy",
    "Mwangi", "Nair", "Nandakumar", "Nguyen", "Nowak", "Nwosu", "Obi", "Odhiambo", "Ofori", "Okafor", "Okeke", "Osei",
    "Owusu", "Parmar", "Patel", "Pereira", "Perera", "Phillips", "Popescu", "Rahman", "Rajaratnam", "Reid", "Rossi",
    "Roberts", "Santos", "Scott", "Selvarajah", "Shah", "Sharma", "Silva", "Singh", "Sivakumar", "Smith", "Solomon",
    "Stewart", "Suleiman", "Szymański", "Taylor", "Thapa", "Thomas", "Thompson", "Turner", "Vasquez", "Walker", "Walsh",
    "Ward", "Warsame", "Watson", "White", "Williams", "Wilson", "Wiśniewska", "Wright", "Yilmaz", "Young", "Zieliński",
)  # fmt: skip
