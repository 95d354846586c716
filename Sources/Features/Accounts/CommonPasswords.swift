/// Passwords that guessers try first, of those that are long enough to be chosen here.
enum CommonPasswords {
    /// Whole passwords, in lower case.
    static let whole: Set<String> = [
        "1q2w3e4r5t6y", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "1qazxsw23edc",
        "abcd1234abcd", "adgjmptw1234", "administrator", "adminadmin123", "asdfghjkl123",
        "asdfasdfasdf1", "asdfghjkl;'\\", "asdfghjklzxcvbnm", "changeme1234", "correcthorsebatterystaple",
        "correct horse battery staple", "dragondragon", "footballfootball", "fuckyou12345",
        "hyvaasyntymapaivaa", "hyvääjoulua2025", "iloveyou1234", "iloveyouforever",
        "iloveyousomuch", "jääkiekko2026", "kesakesakesa", "kesäkesäkesä",
        "kissakissakissa", "kokemusasiantuntija", "koirakoirakoira", "letmein12345", "letmeinletmein",
        "liverpoolfc1", "lovelovelove", "manchesterunited", "minecraft123", "minarakastansinua",
        "minärakastansinua", "mynameisjohn", "onceuponatime", "p4ssw0rdp4ssw0rd", "p@ssw0rd1234",
        "p@ssw0rd12345", "passw0rd1234", "password0000", "password1234", "password12345",
        "password123456", "passwordpassword", "perkele666666", "perkelesaatana", "pokemonpokemon",
        "q1w2e3r4t5y6", "qazwsxedcrfv", "qazwsxedcrfvtgb", "qwer1234qwer", "qwer1234asdf",
        "qwert12345yuiop", "qwertyqwerty", "qwertyuiop[]", "qwertyuiopå¨", "qwertyuiop12",
        "qwertyuiop123", "qwertyuiop1234567890", "qwertyuiopasdf", "qwertyuiopasdfghjkl",
        "qwertyuiopasdfghjklzxcvbnm", "qwertyuiopåäö", "salasana1234", "salasana12345",
        "salasanasalasana", "salainensana", "saatanaperkele", "spidermanspiderman", "starwars1234",
        "sunshine1234", "suomisuomisuomi", "superman1234", "syntymapaiva", "tervetuloa123",
        "tervetuloa1234", "thequickbrownfox", "thisisapassword", "thisismypassword",
        "trustno1trustno1", "unknown12345", "vakkavakkavakka", "vakka-demo-vakka", "welcome12345",
        "welcome123456", "whatever1234", "zaq12wsxcde3", "zxcvbnm12345", "zxcvbnmasdfghjkl",
        "zxcvbnmasdfghjklqwertyuiop", "äitiäitiäiti", "lösenord1234", "lösenordlösenord",
        "hejhejhejhej", "välkommen1234", "jagälskardig", "sommarsommar", "1234qwerasdf",
        "123456qwerty", "1234567890qwerty", "123qweasdzxc", "147258369147", "159357159357",
        "741852963741", "987654321987", "112233445566", "121212121212", "123123123123", "111222333444",
        "aaabbbcccddd", "a1b2c3d4e5f6", "abc123abc123", "abcdef123456", "qwerty123456", "qwerty1234567",
        "asdasdasdasd", "qweqweqweqwe", "zxczxczxczxc", "testtesttest", "testitestitesti",
    ]

    /// Words that are as easily guessed with figures and marks around them.
    static let words: Set<String> = [
        "salasana", "salasanani", "salasana.vakka", "password", "passwords", "mypassword", "passw", "pass",
        "lösenord", "losenord", "mittlösenord", "vakka", "vakkademo", "vakka-demo", "tervetuloa", "welcome",
        "välkommen", "admin", "administrator", "yllapitaja", "ylläpitäjä", "koordinaattori", "coordinator",
        "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopå", "letmein", "iloveyou",
        "rakastansinua", "suomi", "finland", "helsinki", "tampere", "joensuu", "kontiolahti", "pori", "kesä",
        "kesa", "talvi", "syksy", "kevät", "summer", "winter", "spring", "autumn", "sommar", "vinter",
        "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai", "tammikuu",
        "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu",
        "lokakuu", "marraskuu", "joulukuu", "january", "february", "december", "football", "jalkapallo",
        "jääkiekko", "jaakiekko", "sunshine", "princess", "superman", "perkele", "saatana", "secret",
        "salainen", "hemlig", "changeme", "default", "kokemusosaaja", "kokemustoimija", "computer",
        "tietokone", "internet",
    ]
}
