using System.Numerics;
using System.Text;

namespace Nabla;

/// <summary>Elements of a tensor as words of one column.</summary>
internal static class ElementText
{
    /// <summary>The elements at these places of the memory.</summary>
    internal static string[] Column(Tensor x, List<long> places)
    {
        switch (x.ElementType)
        {
            case ElementType.Bool:
                return Map(places, at => x.ElementAt<bool>(at) ? " True" : "False");
            case ElementType.String:
                var texts = ((TextStorage)x.Storage).Values;
                return Map(places, at => Quoted(texts[at]));
            case ElementType.Complex64 or ElementType.Complex128:
                return Complex(x, places);
            default:
                if (x.ElementType.IsFloating)
                {
                    var values = places.ConvertAll(at => Real(x, at)).ToArray();
                    var text = new FloatText(values, x.ElementType);
                    return Array.ConvertAll(values, text.Of);
                }

                var words = Map(places, at => Whole(x, at));
                int width = words.Max(word => word.Length);
                return Array.ConvertAll(words, word => word.PadLeft(width));
        }
    }

    /// <summary>The only element of a scalar.</summary>
    internal static string Alone(Tensor x)
    {
        if (x.ElementType.IsComplex)
        {
            var value = Pair(x, x.Offset);
            var part = Part(x.ElementType);
            string imaginary = FloatText.Alone(value.Imaginary, part, trim: true) + "j";
            return value.Real == 0 && !double.IsNegative(value.Real) ? imaginary
                : $"({FloatText.Alone(value.Real, part, trim: true)}{(imaginary[0] == '-' ? string.Empty : "+")}{imaginary})";
        }

        return x.ElementType switch
        {
            ElementType.Bool => x.ElementAt<bool>(x.Offset) ? "True" : "False",
            ElementType.String => x.Texts()[0],
            _ => x.ElementType.IsFloating ? FloatText.Alone(Real(x, x.Offset), x.ElementType) : Whole(x, x.Offset),
        };
    }

    static string[] Complex(Tensor x, List<long> places)
    {
        var part = Part(x.ElementType);
        var values = places.ConvertAll(at => Pair(x, at));
        double[] real = [.. values.Select(v => v.Real)], imaginary = [.. values.Select(v => v.Imaginary)];
        FloatText left = new(real, part), right = new(imaginary, part, sign: true);
        return [.. values.Select(v => left.Of(v.Real) + Marked(right.Of(v.Imaginary)))];

        // The j stands before the spaces that fill the column.
        static string Marked(string word) => word.TrimEnd() + "j" + new string(' ', word.Length - word.TrimEnd().Length);
    }

    static string[] Map(List<long> places, Converter<long, string> word) => [.. places.ConvertAll(word)];

    static ElementType Part(ElementType type) => type == ElementType.Complex64 ? ElementType.Float32 : ElementType.Float64;

    static double Real(Tensor x, long at) => x.ElementType switch
    {
        ElementType.Float16 => (double)x.ElementAt<Half>(at),
        ElementType.BFloat16 => x.ElementAt<BFloat16>(at),
        ElementType.Float32 => x.ElementAt<float>(at),
        _ => x.ElementAt<double>(at),
    };

    static Complex Pair(Tensor x, long at) => x.ElementType == ElementType.Complex64 ? x.ElementAt<Complex64>(at) : x.ElementAt<Complex>(at);

    static string Whole(Tensor x, long at) => x.ElementType switch
    {
        ElementType.UInt8 => $"{x.ElementAt<byte>(at)}",
        ElementType.Int8 => $"{x.ElementAt<sbyte>(at)}",
        ElementType.UInt16 => $"{x.ElementAt<ushort>(at)}",
        ElementType.Int16 => $"{x.ElementAt<short>(at)}",
        ElementType.UInt32 => $"{x.ElementAt<uint>(at)}",
        ElementType.Int32 => $"{x.ElementAt<int>(at)}",
        ElementType.UInt64 => $"{x.ElementAt<ulong>(at)}",
        _ => $"{x.ElementAt<long>(at)}",
    };

    // As Python writes a string: in single quotes, or in double ones where it holds single ones only.
    static string Quoted(string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (char c in text)
        {
            result.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                _ => c == quote ? $"\\{c}" : char.IsControl(c) ? $"\\x{(int)c:x2}" : $"{c}",
            });
        }

        return result.Append(quote).ToString();
    }
}
