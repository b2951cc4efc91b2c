namespace Nabla.Goldens.Pipelines;

/// <summary>A data set with the structure of its elements, which a data set of Nabla holds as a flat row of tensors.</summary>
sealed class Piped(Dataset data, Layout layout)
{
    public Dataset Data => data;

    public Layout Layout => layout;

    /// <summary>The elements with their structure: tensors, lists, dictionaries.</summary>
    public IEnumerable<object?> Elements() => data.Select(layout.Build);

    public Piped With(Dataset next) => new(next, layout);
}

/// <summary>How tensors stand in an element; that of a mapped data set is known when its first element is.</summary>
sealed class Layout
{
    public object? Template { get; set; }

    /// <summary>The element with its structure.</summary>
    public object? Build(Element element)
    {
        var at = 0;
        return Build(Template, element.Components, ref at);
    }

    /// <summary>The tensors of a structure, depth first; its structure is kept.</summary>
    public Element Take(object? value)
    {
        Template = value;
        return new Element([.. Flatten(value)]);
    }

    public static IEnumerable<Tensor> Flatten(object? value) => value switch
    {
        List<object?> list => list.SelectMany(Flatten),
        Dictionary<string, object?> map => map.Values.SelectMany(Flatten),
        _ => [Ops.Arguments.ToTensor(value) ?? throw new Cases.BindingException("an element holds no tensor")],
    };

    static object? Build(object? template, IReadOnlyList<Tensor> tensors, ref int at)
    {
        switch (template)
        {
            case List<object?> list:
                var items = new List<object?>();
                foreach (var item in list) items.Add(Build(item, tensors, ref at));
                return items;
            case Dictionary<string, object?> map:
                var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var (name, item) in map) fields[name] = Build(item, tensors, ref at);
                return fields;
            default:
                return tensors[at++];
        }
    }
}
