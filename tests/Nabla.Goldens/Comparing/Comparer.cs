using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Comparing;

/// <summary>Compares results with what a case gives: |a − b| ≤ atol + rtol·|b| for floats, NaN equal to NaN, everything else exactly.</summary>
readonly record struct Comparer(double RelativeTolerance, double AbsoluteTolerance, bool ComparesTypes = true)
{
    public static Comparer Of(GoldenCase golden) => new(golden.RelativeTolerance, golden.AbsoluteTolerance);

    /// <summary>Throws where a result differs from what is expected; <paramref name="place"/> says what it is, for the message.</summary>
    public void Check(string place, object? expected, object? actual)
    {
        switch (expected)
        {
            case Tensor tensor:
                CheckTensor(place, tensor, actual);
                break;
            case null:
                if (actual is not null) throw Bad(place, "nothing", Shown(actual));
                break;
            case string text:
                if (!Equals(text, Word(actual))) throw Bad(place, $"'{text}'", Shown(actual));
                break;
            case bool flag:
                if (actual is Tensor { ElementType: ElementType.Bool, Size: 1 } truth ? truth.ToScalar<bool>() != flag : actual is not bool found || found != flag) throw Bad(place, $"{flag}", Shown(actual));
                break;
            case long or double:
                CheckNumber(place, Convert.ToDouble(expected), expected is long, actual);
                break;
            case IDictionary map:
                if (actual is not IDictionary other) throw Bad(place, "an object", Shown(actual));
                foreach (var key in map.Keys) Check($"{place}[{key}]", map[key], other.Contains(key) ? other[key] : throw Bad(place, $"the key {key}", string.Join(", ", other.Keys.Cast<object>())));
                if (other.Count != map.Count) throw Bad(place, $"the keys {string.Join(", ", map.Keys.Cast<object>())}", string.Join(", ", other.Keys.Cast<object>()));
                break;
            case IList list:
                CheckList(place, list, actual);
                break;
            default:
                throw new BindingException($"{place}: the case expects a {expected.GetType().Name}, which the runner does not compare");
        }
    }

    /// <summary>The parts of a result, flattened depth first: tuples and lists open, tensors and C# values are parts.</summary>
    public static List<object?> Flatten(object? result)
    {
        var parts = new List<object?>();
        void Add(object? value)
        {
            if (value is ITuple tuple)
            {
                for (var i = 0; i < tuple.Length; i++) Add(tuple[i]);
            }
            else if (value is Shape shape)
            {
                foreach (var axis in shape) parts.Add(axis);
            }
            else if (value is IDictionary map)
            {
                foreach (var item in map.Values) Add(item);
            }
            else if (value is IEnumerable items and not string and not Tensor)
            {
                foreach (var item in items) Add(item);
            }
            else
            {
                parts.Add(value);
            }
        }
        Add(result);
        return parts;
    }

    void CheckList(string place, IList list, object? actual)
    {
        if (actual is Tensor tensor)
        {
            if (tensor.Rank == 0 || tensor.Shape[0] != list.Count) throw Bad(place, $"{list.Count} items", $"shape {tensor.Shape}");
            CheckFlat(place, list, tensor);
            return;
        }
        if (actual is not IEnumerable items || actual is string) throw Bad(place, $"a list of {list.Count}", Shown(actual));
        var parts = items.Cast<object?>().ToList();
        if (parts.Count != list.Count) throw Bad(place, $"{list.Count} items", $"{parts.Count}");
        for (var i = 0; i < parts.Count; i++) Check($"{place}[{i}]", list[i], parts[i]);
    }

    void CheckFlat(string place, IList list, Tensor tensor)
    {
        var expected = Flatten(list);
        if (expected.Count != tensor.Size) throw Bad(place, $"{expected.Count} elements", $"shape {tensor.Shape}");
        if (tensor.ElementType == ElementType.String)
        {
            var texts = tensor.ToArray<string>();
            for (var i = 0; i < texts.Length; i++) Check($"{place}[{i}]", expected[i], texts[i]);
            return;
        }
        var values = Elements.Real(tensor);
        for (var i = 0; i < values.Length; i++) Check($"{place}[{i}]", expected[i] is bool flag ? (flag ? 1.0 : 0.0) : expected[i], values[i]);
    }

    void CheckNumber(string place, double expected, bool isWhole, object? actual)
    {
        var value = actual switch
        {
            Tensor { Size: 1 } tensor when tensor.ElementType != ElementType.String => Elements.Real(tensor)[0],
            bool or null or string => throw Bad(place, $"{expected}", Shown(actual)),
            IConvertible number => number.ToDouble(null),
            _ => throw Bad(place, $"{expected}", Shown(actual)),
        };
        // A whole number may stand for a float whose fraction is zero, so it is compared as one where the result is one.
        var isExact = isWhole && actual is not (float or double or Half or Tensor);
        if (isExact ? value != expected : !IsClose(value, expected)) throw Bad(place, $"{expected:R}", $"{value:R}");
    }

    void CheckTensor(string place, Tensor expected, object? actual)
    {
        if (actual is not Tensor tensor)
        {
            if (actual is null) throw Bad(place, $"{expected.ElementType.Name} {expected.Shape}", "nothing");
            if (actual is IEnumerable and not string || expected.Rank > 0) throw Bad(place, $"{expected.ElementType.Name} {expected.Shape}", Shown(actual));
            CheckNumber(place, Elements.Real(expected)[0], false, actual is bool flag ? (flag ? 1 : 0) : actual);
            return;
        }
        if (ComparesTypes && tensor.ElementType != expected.ElementType) throw Bad(place, $"type {expected.ElementType.Name}", tensor.ElementType.Name);
        if (tensor.Shape != expected.Shape) throw Bad(place, $"shape {expected.Shape}", $"{tensor.Shape}");
        if (expected.ElementType == ElementType.String)
        {
            var (words, found) = (expected.ToArray<string>(), tensor.ToArray<string>());
            for (var i = 0; i < words.Length; i++)
            {
                if (!string.Equals(words[i], found[i], StringComparison.Ordinal)) throw Bad($"{place} {Position(i, expected.Shape)}", $"'{words[i]}'", $"'{found[i]}'");
            }
            return;
        }
        if (expected.ElementType == tensor.ElementType && !expected.ElementType.IsDifferentiable)
        {
            CheckExact(place, expected, tensor);
            return;
        }
        if (expected.ElementType.IsComplex) CheckClose(place, Elements.Complex(expected), Elements.Complex(tensor), expected.Shape);
        else CheckClose(place, Elements.Real(expected), Elements.Real(tensor), expected.Shape);
    }

    static void CheckExact(string place, Tensor expected, Tensor actual)
    {
        var (a, b) = (Elements.Whole(expected), Elements.Whole(actual));
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i]) throw Bad($"{place} {Position(i, expected.Shape)}", $"{a[i]}", $"{b[i]} ({Enumerable.Range(0, a.Length).Count(k => a[k] != b[k])} of {a.Length} differ)");
        }
    }

    void CheckClose(string place, double[] expected, double[] actual, Shape shape)
    {
        var (worst, at, count) = (0.0, -1, 0);
        for (var i = 0; i < expected.Length; i++)
        {
            if (IsClose(actual[i], expected[i])) continue;
            count++;
            var error = Math.Abs(actual[i] - expected[i]) / (AbsoluteTolerance + RelativeTolerance * Math.Abs(expected[i]));
            if (at < 0 || !(error <= worst)) (worst, at) = (error, i);
        }
        if (at >= 0) throw Bad($"{place} {Position(at, shape)}", $"{expected[at]:R}", $"{actual[at]:R} ({count} of {expected.Length} differ, {worst:0.#} times the tolerance)");
    }

    void CheckClose(string place, Complex[] expected, Complex[] actual, Shape shape)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var (e, a) = (expected[i], actual[i]);
            if (e == a || (IsClose(a.Real, e.Real) && IsClose(a.Imaginary, e.Imaginary)) || (a - e).Magnitude <= AbsoluteTolerance + RelativeTolerance * e.Magnitude) continue;
            throw Bad($"{place} {Position(i, shape)}", $"{e}", $"{a}");
        }
    }

    public bool IsClose(double actual, double expected) =>
        double.IsFinite(expected) ? Math.Abs(actual - expected) <= AbsoluteTolerance + RelativeTolerance * Math.Abs(expected) : actual.Equals(expected);

    static string? Word(object? actual) => actual switch
    {
        string text => text,
        ElementType type => type.Name,
        Tensor { ElementType: ElementType.String, Size: 1 } tensor => tensor.ToScalar<string>(),
        double number => double.IsNaN(number) ? "NaN" : double.IsPositiveInfinity(number) ? "Infinity" : double.IsNegativeInfinity(number) ? "-Infinity" : null,
        _ => null,
    };

    static string Position(long at, Shape shape)
    {
        var index = new long[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--) (at, index[axis]) = Math.DivRem(at, shape[axis]);
        return $"[{string.Join(", ", index)}]";
    }

    static string Shown(object? value) => value switch
    {
        null => "nothing",
        Tensor tensor => $"{tensor.ElementType.Name} {tensor.Shape}",
        string text => $"'{text}'",
        _ => $"{value.GetType().Name} {value}",
    };

    static MismatchException Bad(string place, string expected, string actual) => new($"{place}: expected {expected}, got {actual}");
}
