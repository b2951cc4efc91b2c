using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Gathers values of features, one after another, into a tensor.</summary>
abstract class FeatureColumn
{
    public abstract int Count { get; }

    public static FeatureColumn For(ElementType type) => type switch
    {
        ElementType.Float32 => new FeatureColumn<float>(FeatureKind.Float, feature => feature.FloatList),
        ElementType.Int64 => new FeatureColumn<long>(FeatureKind.Int64, feature => feature.Int64List),
        _ => new FeatureColumn<string>(FeatureKind.Bytes, feature => feature.BytesList.Select(value => ByteText.FromBytes(value))),
    };

    /// <summary>Whether the feature has values of this type; false where it has none at all.</summary>
    /// <exception cref="ModelFormatException">It has values of another type.</exception>
    public abstract bool Has(Feature? feature, string place);

    public abstract void Add(Feature feature);

    /// <summary>Adds the elements of a tensor.</summary>
    public abstract void Add(Tensor values);

    /// <summary>Adds one value many times: the only element of a tensor, or zero or empty text.</summary>
    public abstract void Fill(Tensor? value, long count);

    public abstract void Reorder(int[] order);

    public abstract Tensor ToTensor(Shape shape);
}

sealed class FeatureColumn<T>(FeatureKind kind, Func<Feature, IEnumerable<T>> list) : FeatureColumn where T : notnull
{
    static readonly T zero = typeof(T) == typeof(string) ? (T)(object)"" : default!;

    List<T> values = [];

    public override int Count => values.Count;

    public override bool Has(Feature? feature, string place)
    {
        if (feature is null || feature.Kind == FeatureKind.None) return false;
        return feature.Kind == kind ? true : throw new ModelFormatException("Example", place, $"it holds {Name(feature.Kind)}, and {Name(kind)} was asked for");
    }

    public override void Add(Feature feature) => values.AddRange(list(feature));

    public override void Add(Tensor tensor) => values.AddRange(tensor.ToArray<T>());

    public override void Fill(Tensor? value, long count)
    {
        var filler = value is null ? zero : value.ToScalar<T>();
        for (var i = 0L; i < count; i++) values.Add(filler);
    }

    public override void Reorder(int[] order) => values = [.. order.Select(i => values[i])];

    public override Tensor ToTensor(Shape shape) => Tensor.Constant((Array)values.ToArray(), shape);

    static string Name(FeatureKind kind) => kind switch { FeatureKind.Bytes => "string", FeatureKind.Float => "float32", _ => "int64" };
}
