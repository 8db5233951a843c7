use rules::parse;
#[test]
fn explore() {
    let rep = |a: &str, n: usize| a.repeat(n);
    for (name, t) in [
        ("or5000", rep("E5 = 1 OR ", 5000) + "E5 = 1"),
        ("or max", rep("A OR ", 818) + "A"),
        ("and max", rep("A AND ", 680) + "A"),
        ("paren", rep("(", 4096)),
        ("paren bal", rep("(", 2000) + "A" + &rep(")", 2000)),
        ("paren 40", rep("(", 40) + "A" + &rep(")", 40)),
        ("paren 30", rep("(", 30) + "A" + &rep(")", 30)),
        ("paren 20", rep("(", 20) + "A" + &rep(")", 20)),
        ("plus", rep("1+", 2047) + "1"),
        ("plus leftover", rep("1+", 2046) + "1 x"),
        ("or leftover", rep("A OR ", 817) + "A x"),
        ("minus", rep("1-", 2047) + "1"),
        ("unary", rep("- ", 2047) + "1"),
        ("not", rep("NOT ", 1000) + "A"),
        ("eq", rep("A=", 2047) + "A"),
        ("lt", rep("1<", 2047) + "1"),
        ("concat", rep("A||", 1364) + "A"),
        ("amp", rep("A&", 2047) + "A"),
        ("cast", "A".to_owned() + &rep("::A", 1364)),
        ("isnull", "A".to_owned() + &rep(" IS NULL", 500)),
        ("istrue", "A".to_owned() + &rep(" IS TRUE", 500)),
        ("index", "A".to_owned() + &rep("[1]", 1364)),
        ("collate", "A".to_owned() + &rep(" COLLATE a", 400)),
        ("tz", "A".to_owned() + &rep(" AT TIME ZONE 'x'", 240)),
        ("in", "A".to_owned() + &rep(" IN(1)", 680)),
        ("between", "A".to_owned() + &rep(" BETWEEN 1 AND 1", 250)),
        ("dots", rep("a.", 2047) + "a"),
        ("case", rep("CASE WHEN A THEN ", 240)),
        ("fn", rep("asked(", 680) + &rep(")", 10)),
        ("arr", rep("[", 4096)),
        ("map", rep("{a:", 1300)),
        ("lambda", rep("a->", 1300) + "a"),
        ("strings", rep("'a'", 1300)),
        ("quote", rep("'", 4095)),
        ("dollar", rep("$", 4095)),
        ("commas", "E5 IN (".to_owned() + &rep("1,", 2040) + "1)"),
        ("like", rep("A LIKE ", 580) + "A"),
        ("struct", rep("STRUCT(", 580)),
        ("nested type", "CAST(A AS ".to_owned() + &rep("ARRAY<", 650)),
        ("select", rep("(SELECT ", 500)),
        ("exists", rep("EXISTS(SELECT ", 290)),
        ("interval", rep("INTERVAL ", 450) + "'1' DAY"),
        ("prior", rep("PRIOR ", 600) + "A"),
    ] {
        let t: String = t;
        let (n, h) = (t.chars().count(), name);
        match parse(&t) { Ok(e) => println!("OK   {h:15} {n} nodes {} depth {}", e.size(), e.depth()), Err(e) => println!("{} {h:15} {n} | {} | {}", e.code, e.message.chars().take(120).collect::<String>(), e.help) }
    }
}
