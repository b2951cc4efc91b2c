using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Ops;

/// <summary>The arguments of one call by name, each as the C# type that the library takes.</summary>
sealed class Call(string op, IReadOnlyDictionary<string, object?> values, ISet<string> given, IReadOnlyList<object?> all)
{
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>All arrays among the arguments, depth first: positions, then keywords.</summary>
    public IReadOnlyList<Tensor> Arrays { get; } = [.. Arguments.ArraysOf(all)];

    /// <summary>The argument as the case gives it: see <see cref="GoldenReader"/>.</summary>
    public object? this[string name]
    {
        get
        {
            read.Add(name);
            return values.TryGetValue(name, out var value) ? value : throw new BindingException($"{op}: the signature has no argument '{name}'");
        }
    }

    /// <summary>Whether an argument is null.</summary>
    public bool IsNone(string name) => this[name] is null;

    /// <summary>Arguments that differ from their defaults and that the row did not read: the row ignores what the case asks for.</summary>
    public IEnumerable<string> Ignored => given.Where(name => !read.Contains(name));

    /// <summary>Marks an argument as read that changes no result here; the row says why.</summary>
    public Call Without(string name)
    {
        read.Add(name);
        return this;
    }

    public Tensor Tensor(string name) => Arguments.ToTensor(this[name]) ?? throw Bad(name, "a tensor");

    public Tensor? TensorOrNull(string name) => IsNone(name) ? null : Tensor(name);

    /// <summary>A tensor, or a number that takes the other operand's type.</summary>
    public Operand Operand(string name) => this[name] switch
    {
        Tensor x => x,
        long x => x,
        double x => x,
        bool x => x,
        System.Numerics.Complex x => x,
        System.Collections.IList x => Arguments.ToTensor(x)!,
        _ => throw Bad(name, "a tensor or a number"),
    };

    public Operand? OperandOrNull(string name) => IsNone(name) ? default(Operand?) : Operand(name);

    public Tensor[] Tensors(string name) => this[name] switch
    {
        System.Collections.IEnumerable items => [.. items.Cast<object?>().Select(item => Arguments.ToTensor(item) ?? throw Bad(name, "tensors"))],
        _ => throw Bad(name, "tensors"),
    };

    public int Int(string name) => checked((int)Long(name));

    public int? IntOrNull(string name) => IsNone(name) ? null : Int(name);

    public long Long(string name) => this[name] switch
    {
        long x => x,
        Tensor { Size: 1 } x when x.ElementType.IsInteger => (long)Comparing.Elements.Whole(x)[0],
        List<object?> { Count: 1 } list when list[0] is long x => x,
        // Where the library takes a whole number, C# would not compile with another: the case asks for a refusal, or the row is wrong.
        _ => throw new ArgumentException($"{op}: {name} is {this[name]}: expected a whole number."),
    };

    public double Double(string name) => this[name] switch
    {
        double x => x,
        long x => x,
        bool x => x ? 1 : 0,
        Tensor { Size: 1 } x => Comparing.Elements.Real(x)[0],
        _ => throw Bad(name, "a number"),
    };

    public double? DoubleOrNull(string name) => IsNone(name) ? null : Double(name);

    public bool Flag(string name) => this[name] is bool x ? x : throw Bad(name, "a truth value");

    public string Text(string name) => this[name] as string ?? throw Bad(name, "a text");

    public string? TextOrNull(string name) => IsNone(name) ? null : Text(name);

    /// <summary>Axes; null for all of them.</summary>
    public Axes? Axes(string name) => this[name] is null ? null : Nabla.Axes.Create(Ints(name));

    /// <summary>A number, a list of numbers, or a tensor of them.</summary>
    public int[] Ints(string name) => Array.ConvertAll(Longs(name), x => checked((int)x));

    public int[]? IntsOrNull(string name) => IsNone(name) ? null : Ints(name);

    public long[] Longs(string name) => this[name] switch
    {
        long x => [x],
        Tensor x => Array.ConvertAll(Comparing.Elements.Whole(x), v => (long)v),
        System.Collections.IEnumerable items and not string => [.. items.Cast<object?>().Select(item => item is long x ? x : item is Tensor { Size: 1 } t ? (long)Comparing.Elements.Whole(t)[0] : throw Bad(name, "whole numbers"))],
        _ => throw Bad(name, "whole numbers"),
    };

    public double[] Doubles(string name) => this[name] switch
    {
        Tensor x => Comparing.Elements.Real(x),
        System.Collections.IEnumerable items and not string => [.. items.Cast<object?>().Select(Convert.ToDouble)],
        _ => [Double(name)],
    };

    public Shape Shape(string name) => Nabla.Shape.Of(Longs(name));

    /// <summary>An element type by its name; null for none.</summary>
    public ElementType? TypeOrNull(string name) => IsNone(name) ? null : Type(name);

    public ElementType Type(string name) => ElementType.FromName(Text(name));

    /// <summary>A function that the case names.</summary>
    public GoldenFunction Function(string name) => this[name] as GoldenFunction ?? throw Bad(name, "a function");

    BindingException Bad(string name, string expected) => new($"{op}: '{name}' is {this[name]?.GetType().Name ?? "null"}, and the row reads {expected}");
}
