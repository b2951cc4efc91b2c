using System.Collections;

namespace Nabla;

/// <summary>Values for placeholders, or for any other tensor of a graph: <c>new() { [x] = batch, [y] = 3.5 }</c>.</summary>
public sealed class Feeds : IEnumerable<KeyValuePair<object, FeedValue>>
{
    readonly Dictionary<object, FeedValue> values = [];

    /// <summary>How many tensors are fed.</summary>
    public int Count => values.Count;

    /// <summary>The value for a tensor.</summary>
    public FeedValue this[Tensor tensor]
    {
        set => values[tensor ?? throw new ArgumentNullException(nameof(tensor))] = value;
    }

    /// <summary>The value for the tensor of this name: <c>x:0</c>.</summary>
    public FeedValue this[string name]
    {
        set => values[name ?? throw new ArgumentNullException(nameof(name))] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object, FeedValue>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A value to be fed: a tensor, or a C# number, text or array, which takes the element type of what it is fed to.</summary>
public readonly struct FeedValue
{
    readonly object value;

    FeedValue(object value) => this.value = value;

    /// <summary>A tensor; its element type must be that of what it is fed to.</summary>
    public static implicit operator FeedValue(Tensor x) => new(x ?? throw new ArgumentNullException(nameof(x)));

    /// <summary>A number.</summary>
    public static implicit operator FeedValue(double x) => new(x);

    /// <summary>A number.</summary>
    public static implicit operator FeedValue(float x) => new(x);

    /// <summary>A whole number.</summary>
    public static implicit operator FeedValue(int x) => new(x);

    /// <summary>A whole number.</summary>
    public static implicit operator FeedValue(long x) => new(x);

    /// <summary>A truth value.</summary>
    public static implicit operator FeedValue(bool x) => new(x);

    /// <summary>Text.</summary>
    public static implicit operator FeedValue(string x) => new(x ?? throw new ArgumentNullException(nameof(x)));

    /// <summary>An array of any number of dimensions.</summary>
    public static implicit operator FeedValue(Array x) => new(x ?? throw new ArgumentNullException(nameof(x)));

    /// <summary>The value as a tensor of a type and a shape that fits.</summary>
    /// <exception cref="ElementTypeException">The element types differ.</exception>
    /// <exception cref="ShapeException">The shape does not fit.</exception>
    internal Tensor For(string name, ElementType type, Shape shape)
    {
        var x = value switch
        {
            GraphTensor promise => throw new ArgumentException($"Session: the recorded tensor '{promise.Name}' was fed for '{name}': feeds are values. Give an array, or compute the tensor before the graph is opened."),
            Tensor tensor => tensor.Resolve(),
            Array array => Converted(name, Tensor.Constant(array), type),
            string text => Tensor.Constant(text),
            bool truth => Tensor.Constant(truth),
            double number => Converted(name, Tensor.Constant(number), type),
            float number => Converted(name, Tensor.Constant(number), type),
            int number => Converted(name, Tensor.Constant(number), type),
            long number => Converted(name, Tensor.Constant(number), type),
            _ => throw new ArgumentException($"Session: nothing was fed for '{name}': a tensor, a number or an array was expected."),
        };
        if (x.ElementType != type)
        {
            throw new ElementTypeException($"Session: {x.ElementType.Name} {x.Shape} was fed for '{name}', which is {type.Name} {shape}: the element types must be equal. Cast it first: x.Cast(ElementType.{type}).");
        }

        return shape.IsCompatibleWith(x.Shape) ? x
            : throw new ShapeException($"Session: a value of shape {x.Shape} was fed for '{name}', which has the shape {shape}. Feed that shape; where a length may vary, make the placeholder with null for it.");
    }

    /// <summary>Numbers of C# take the type that is asked for; a fraction never becomes a whole number unseen.</summary>
    static Tensor Converted(string name, Tensor x, ElementType type)
    {
        if (x.ElementType == type || x.ElementType is ElementType.String or ElementType.Bool || type is ElementType.String or ElementType.Bool)
        {
            return x;
        }

        return x.ElementType.IsFloating && !type.IsDifferentiable
            ? throw new ElementTypeException($"Session: {x.ElementType.Name} numbers were fed for '{name}', which is {type.Name}: fractions would be lost. Round and Cast them first.")
            : x.Cast(type);
    }
}
