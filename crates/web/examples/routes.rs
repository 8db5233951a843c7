//! Prints every page that can be read, one path a line: `cargo run -p web --example routes`. The tests in a browser (`e2e`)
//! must have looked at each.

use axum::http::Method;
use web::service::routes::all;

fn main() {
    for route in all().iter().filter(|route| route.method == Method::GET) {
        println!("{}", route.path);
    }
}
