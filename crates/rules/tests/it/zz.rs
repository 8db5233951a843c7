use rules::parse;
#[test]
fn soup() {
    let mut words: Vec<String> = "G1 G2.missbruk E2.* E6a.$r G2.$row unit.kind param.x 'ja' '' 1 0.5 ( ) , . * + - / = <> < <= > >= => := -> :: | || & ! ? : ; $ $row @ # ^ ~ % [ ] { } \" ` AND OR NOT IN BETWEEN CASE WHEN THEN ELSE END DATE IS NULL TRUE FALSE DISTINCT FROM UNKNOWN LIKE ILIKE SIMILAR TO RLIKE REGEXP asked( any_row( at_least( x( .x( .( except JSON NORMALIZED ESCAPE a.b a.b. date unit".split(' ').map(str::to_owned).collect();
    words.extend(std::fs::read_to_string("/tmp/kw.txt").unwrap().lines().map(str::to_owned));
    let mut seed: u64 = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut rnd = move |n: usize| { seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); ((seed >> 33) as usize) % n };
    let start = std::time::Instant::now();
    let mut n = 0u64;
    while start.elapsed().as_secs() < 60 {
        n += 1;
        let k = 1 + rnd(6);
        let limit = if rnd(4) == 0 { words.len() } else { 90 };
        let piece: Vec<&str> = (0..k).map(|_| words[rnd(limit)].as_str()).collect();
        let glue = if rnd(2) == 0 { " " } else { "" };
        let piece = piece.join(glue) + glue;
        let tail = [")", "1", "END", "", "("][rnd(5)];
        let t: String = (piece.repeat(1 + rnd(45)) + tail).chars().take(4096).collect();
        let (tx, rx) = std::sync::mpsc::channel();
        let t2 = t.clone();
        let _ = std::thread::Builder::new().stack_size(1 << 21).spawn(move || { let s = std::time::Instant::now(); let r = parse(&t2).map(|e| e.to_string()); let _ = tx.send((s.elapsed(), r)); });
        match rx.recv_timeout(std::time::Duration::from_secs(5)) {
            Ok((e, r)) => { if e.as_millis() > 100 { println!("SLOW {e:?} {piece:?}"); }
               if let Ok(text) = r { if let Err(e2) = parse(&text) { println!("NOT BACK {t:?} => {text} {e2}"); } } }
            Err(e) => { println!("HANG/PANIC {e} {piece:?}"); }
        }
    }
    println!("{n} tried");
}
