using System.Globalization;
using System.Numerics;

namespace Nabla.Formats;

/// <summary>Element type of a .npy file: NumPy's letter, the bytes of an element, the byte order.</summary>
/// <param name="Kind"><c>b</c> bool, <c>i</c> and <c>u</c> integers, <c>f</c> floats, <c>c</c> complex, <c>U</c> and <c>S</c> text of a fixed length, <c>M</c> dates, <c>V</c> bfloat16.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsBigEndian">Whether the highest byte comes first.</param>
/// <param name="Unit">Unit of a date, as in <c>D</c> or <c>25s</c>; otherwise empty.</param>
public sealed record NpyType(char Kind, int Size, bool IsBigEndian = false, string Unit = "")
{
    /// <summary>NumPy's text for the type, such as <c>&lt;f4</c>.</summary>
    public string Description => Kind switch
    {
        'U' => $"{Order}U{Size / 4}",
        'M' => $"{Order}M8[{Unit}]",
        'S' => $"|S{Size}",
        'V' => "<V2",
        _ => $"{(Size == 1 ? '|' : Order)}{Kind}{Size}",
    };

    /// <summary>
    /// Type of the elements in memory: the C# type of that size, <see cref="Half"/> for float16, <see cref="BFloat16"/> for bfloat16, <see cref="Complex64"/>, <see cref="Complex"/> for complex128,
    /// string for text and dates (dates as NumPy prints them, NaT where there is none).
    /// </summary>
    public Type ValueType => (Kind, Size) switch
    {
        ('b', 1) => typeof(bool),
        ('i', 1) => typeof(sbyte),
        ('i', 2) => typeof(short),
        ('i', 4) => typeof(int),
        ('i', 8) => typeof(long),
        ('u', 1) => typeof(byte),
        ('u', 2) => typeof(ushort),
        ('u', 4) => typeof(uint),
        ('u', 8) => typeof(ulong),
        ('f', 2) => typeof(Half),
        ('f', 4) => typeof(float),
        ('f', 8) => typeof(double),
        ('c', 8) => typeof(Complex64),
        ('c', 16) => typeof(Complex),
        ('V', 2) => typeof(BFloat16),
        _ => typeof(string),
    };

    /// <summary>Bytes that are reversed together where the byte order differs.</summary>
    internal int Word => Kind switch { 'c' => Size / 2, 'U' => 4, 'S' => 1, _ => Size };

    char Order => IsBigEndian ? '>' : '<';

    /// <summary>The type whose elements in memory are of a C# type: <see cref="ValueType"/> the other way round, without text.</summary>
    /// <exception cref="ArgumentException">A .npy file has no such type.</exception>
    public static NpyType Of(Type type)
    {
        foreach (var (kind, size) in new[] { ('b', 1), ('i', 1), ('i', 2), ('i', 4), ('i', 8), ('u', 1), ('u', 2), ('u', 4), ('u', 8), ('f', 2), ('f', 4), ('f', 8), ('c', 8), ('c', 16), ('V', 2) })
        {
            var found = new NpyType(kind, size);
            if (found.ValueType == type) return found;
        }
        throw new ArgumentException($"NpyType: {type}: a .npy file holds bool, integers, Half, float, double and complex numbers, and text.", nameof(type));
    }

    /// <summary>Reads NumPy's text for a type. Returns null and the reason where it is none that can be read.</summary>
    internal static NpyType? Parse(string description, out string reason)
    {
        reason = "";
        var text = description;
        var order = '<';
        if (text.Length > 0 && "<>|=".Contains(text[0])) (order, text) = (text[0], text[1..]);
        if (text.Length == 0) return Refuse("it names no type", out reason);
        var kind = text[0] == '?' ? 'b' : text[0];
        if (kind == 'O') return Refuse("it holds Python objects (a pickle), which only running code could read; save the array with a numeric dtype", out reason);
        if (kind == 'm') return Refuse("it holds differences of time, which have no tensor form; save them as integers", out reason);
        var unit = "";
        var digits = text[0] == '?' ? "1" : text[1..];
        if (kind == 'M')
        {
            var open = digits.IndexOf('[');
            if (open < 0 || digits[^1] != ']') return Refuse("it holds dates without a unit", out reason);
            (unit, digits) = (digits[(open + 1)..^1], digits[..open]);
            if (!NpyDate.IsUnit(unit)) return Refuse("its dates have a unit that is not known", out reason);
        }
        if (kind == 'a') kind = 'S';
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return Refuse("it is no type that NumPy writes", out reason);
        var isKnown = (kind, size) switch
        {
            ('b', 1) or ('f', 2 or 4 or 8) or ('c', 8 or 16) or ('M', 8) or ('V', 2) => true,
            ('i' or 'u', 1 or 2 or 4 or 8) => true,
            ('U', <= 1 << 28) or ('S', <= 1 << 30) => true,
            _ => false,
        };
        if (!isKnown && kind == 'V') return Refuse("raw bytes have no tensor form; only two bytes, the form of bfloat16, are read", out reason);
        if (!isKnown && kind is 'f' or 'c') return Refuse("a float of this size differs from machine to machine or does not exist; save it as float64", out reason);
        if (!isKnown) return Refuse("it is no type that NumPy writes", out reason);
        return new NpyType(kind, kind == 'U' ? size * 4 : size, order == '>', unit);
    }

    static NpyType? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }
}
