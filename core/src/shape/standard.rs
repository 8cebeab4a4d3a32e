//! The shapes of the types of the standard library, and of `serde_json`'s, as serde writes them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8,
    NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Saturating, Wrapping,
};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use super::{Member, Members, Shape, TypeShape};
use crate::program::Types;

macro_rules! integers {
    ($($type:ty, $non_zero:ty;)*) => {$(
        impl Shape for $type {
            // `From` is not const; no value is lost.
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, reason = "no value of these types is lost")]
            const SHAPE: TypeShape = TypeShape::integer(<$type>::MIN as i128, <$type>::MAX as i128);
        }

        impl Shape for $non_zero {
            const SHAPE: TypeShape = TypeShape { zero: false, ..<$type>::SHAPE };
        }
    )*};
}

integers! {
    u8, NonZeroU8;
    u16, NonZeroU16;
    u32, NonZeroU32;
    u64, NonZeroU64;
    usize, NonZeroUsize;
    i8, NonZeroI8;
    i16, NonZeroI16;
    i32, NonZeroI32;
    i64, NonZeroI64;
    isize, NonZeroIsize;
    i128, NonZeroI128;
}

// What is past the greatest `i128` no schema's bound is compared with.
impl Shape for u128 {
    const SHAPE: TypeShape = TypeShape::integer(0, i128::MAX);
}

impl Shape for NonZeroU128 {
    const SHAPE: TypeShape = TypeShape {
        zero: false,
        ..u128::SHAPE
    };
}

/// A number with a fraction, and the integers that it holds without rounding.
const fn float(digits: u32) -> TypeShape {
    TypeShape {
        types: Types::NUMBER,
        ..TypeShape::integer(-(1 << digits), 1 << digits)
    }
}

impl Shape for f32 {
    const SHAPE: TypeShape = float(f32::MANTISSA_DIGITS);
}

impl Shape for f64 {
    const SHAPE: TypeShape = float(f64::MANTISSA_DIGITS);
}

impl Shape for char {
    const SHAPE: TypeShape = TypeShape {
        characters: (1, 1),
        ..TypeShape::of(Types::STRING)
    };
}

macro_rules! kinds {
    ($($types:expr => $($type:ty),*;)*) => {$($(
        impl Shape for $type {
            const SHAPE: TypeShape = TypeShape::of($types);
        }
    )*)*};
}

kinds! {
    Types::BOOLEAN => bool;
    Types::NUMBER => serde_json::Number;
    Types::STRING => String, str, Box<str>, Arc<str>, Rc<str>;
    // Read from text; what is none of them is reported when it comes.
    Types::STRING => IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6;
    Types::STRING => Path, PathBuf, Box<Path>;
}

impl Shape for () {
    const SHAPE: TypeShape = TypeShape::of(Types::NULL);
    const MEMBERS: Members = Members::NONE;
}

impl<T: ?Sized> Shape for std::marker::PhantomData<T> {
    const SHAPE: TypeShape = TypeShape::of(Types::NULL);
    const MEMBERS: Members = Members::NONE;
}

impl Shape for serde_json::Value {
    const SHAPE: TypeShape = TypeShape::of(Types::ALL);
    const MEMBERS: Members = Members::all(&Self::SHAPE);
}

impl Shape for serde_json::Map<String, serde_json::Value> {
    const SHAPE: TypeShape = TypeShape::map(&String::SHAPE, &serde_json::Value::SHAPE);
    const MEMBERS: Members = Members::all(&serde_json::Value::SHAPE);
}

impl Shape for std::time::Duration {
    const SHAPE: TypeShape = TypeShape::of(Types::OBJECT);
    const MEMBERS: Members = Members::named(&[
        Member::of("secs", &u64::SHAPE),
        Member::of("nanos", &u32::SHAPE),
    ]);
}

impl Shape for std::time::SystemTime {
    const SHAPE: TypeShape = TypeShape::of(Types::OBJECT);
    const MEMBERS: Members = Members::named(&[
        Member::of("secs_since_epoch", &u64::SHAPE),
        Member::of("nanos_since_epoch", &u32::SHAPE),
    ]);
}

macro_rules! ranges {
    ($($type:ty),*) => {$(
        impl<T: Shape> Shape for $type {
            const SHAPE: TypeShape = TypeShape::of(Types::OBJECT);
            const MEMBERS: Members =
                Members::named(&[Member::of("start", &T::SHAPE), Member::of("end", &T::SHAPE)]);
        }
    )*};
}

ranges!(std::ops::Range<T>, std::ops::RangeInclusive<T>);

impl<T: Shape> Shape for Option<T> {
    const SHAPE: TypeShape = T::SHAPE.or_null();
    const MEMBERS: Members = T::MEMBERS.or_none();
}

macro_rules! transparent {
    ($($type:ty),*) => {$(
        impl<T: Shape> Shape for $type {
            const SHAPE: TypeShape = T::SHAPE;
            const MEMBERS: Members = T::MEMBERS;
        }
    )*};
}

transparent!(
    Box<T>,
    Arc<T>,
    Rc<T>,
    Wrapping<T>,
    Saturating<T>,
    std::cmp::Reverse<T>,
    std::cell::Cell<T>,
    std::cell::RefCell<T>,
    Mutex<T>,
    RwLock<T>
);

impl<T: Shape + ?Sized> Shape for &T {
    const SHAPE: TypeShape = T::SHAPE;
    const MEMBERS: Members = T::MEMBERS;
}

impl<T: Shape + ToOwned + ?Sized> Shape for Cow<'_, T> {
    const SHAPE: TypeShape = T::SHAPE;
    const MEMBERS: Members = T::MEMBERS;
}

macro_rules! arrays {
    ($($type:ty),*) => {$(
        impl<T: Shape> Shape for $type {
            const SHAPE: TypeShape = TypeShape::array(&T::SHAPE);
        }
    )*};
}

arrays!(
    Vec<T>,
    Box<[T]>,
    Arc<[T]>,
    Rc<[T]>,
    [T],
    VecDeque<T>,
    LinkedList<T>,
    BinaryHeap<T>
);

impl<T: Shape, const N: usize> Shape for [T; N] {
    const SHAPE: TypeShape = TypeShape {
        counts: (N as u64, N as u64),
        ..TypeShape::array(&T::SHAPE)
    };
}

impl<T: Shape> Shape for BTreeSet<T> {
    const SHAPE: TypeShape = TypeShape {
        unique: true,
        ..TypeShape::array(&T::SHAPE)
    };
}

impl<T: Shape, S> Shape for HashSet<T, S> {
    const SHAPE: TypeShape = BTreeSet::<T>::SHAPE;
}

impl<K: Shape, V: Shape> Shape for BTreeMap<K, V> {
    const SHAPE: TypeShape = TypeShape::map(&K::SHAPE, &V::SHAPE);
    const MEMBERS: Members = Members::all(&V::SHAPE);
}

impl<K: Shape, V: Shape, S> Shape for HashMap<K, V, S> {
    const SHAPE: TypeShape = BTreeMap::<K, V>::SHAPE;
    const MEMBERS: Members = BTreeMap::<K, V>::MEMBERS;
}

macro_rules! tuples {
    ($(($($item:ident)*))*) => {$(
        impl<$($item: Shape),*> Shape for ($($item,)*) {
            const SHAPE: TypeShape = TypeShape::tuple(&[$(&$item::SHAPE),*]);
        }
    )*};
}

// As many as serde reads.
tuples! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
    (A B C D E F G H I J K L M)
    (A B C D E F G H I J K L M N)
    (A B C D E F G H I J K L M N O)
    (A B C D E F G H I J K L M N O P)
}
