mod books;
mod databases;
