//! What a running server holds ready between requests: one value a type. Losing it costs time, never truth.

use std::any::{Any, TypeId};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The held values of one server.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Kept {
    /// The value of this type; made when it is first asked for.
    pub fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = held.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        // The slot of a type only ever holds that type.
        Arc::clone(slot).downcast::<T>().unwrap_or_default()
    }
}

/// A shelf of things by key that holds no more than so many; what is good for how long, whoever takes from it decides.
pub struct Shelf<K, V> {
    held: Mutex<HashMap<K, V>>,
    most: usize,
}

impl<K: Eq + Hash, V> Shelf<K, V> {
    /// An empty one.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { held: Mutex::default(), most }
    }

    /// What `take` makes of the thing under this key, if there is one.
    pub fn find<Q: Eq + Hash + ?Sized, T>(&self, key: &Q, take: impl FnOnce(&V) -> Option<T>) -> Option<T>
    where
        K: Borrow<Q>,
    {
        self.locked().get(key).and_then(take)
    }

    /// Changes the thing under this key, if there is one.
    pub fn change(&self, key: &K, change: impl FnOnce(&mut V)) {
        if let Some(value) = self.locked().get_mut(key) {
            change(value);
        }
    }

    /// Puts a thing in. On a full shelf everything goes that is not `good` any more, and if that is nothing, everything.
    pub fn put(&self, key: K, value: V, good: impl Fn(&V) -> bool) {
        let mut held = self.locked();
        if held.len() >= self.most {
            held.retain(|_, value| good(value));
        }
        if held.len() >= self.most {
            held.clear();
        }
        held.insert(key, value);
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<K, V>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn a_type_has_one_value() {
        let kept = Kept::default();
        kept.of::<AtomicU32>().fetch_add(1, Ordering::Relaxed);
        assert_eq!(kept.of::<AtomicU32>().load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_full_shelf_makes_room() {
        let shelf = Shelf::new(3);
        let has = |key: i32| shelf.find(&key, |value| Some(*value)).is_some();
        for key in 0..4 {
            shelf.put(key, key, |value| *value > 1);
        }
        assert_eq!([0, 1, 2, 3].map(has), [false, false, true, true]);
        shelf.put(4, 4, |_| true);
        shelf.put(5, 5, |_| true);
        assert_eq!([2, 3, 4, 5].map(has), [false, false, false, true]);
    }
}
