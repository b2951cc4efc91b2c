using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>A node of a file while it runs: its attributes, and its inputs with their values.</summary>
sealed class ImportedCall(ImportedNode node, Tensor[] inputs)
{
    public ImportedNode Node => node;

    public NodeAttributes Attributes => node.Attributes;

    /// <summary>Number of inputs.</summary>
    public int Count => inputs.Length;

    /// <summary>All inputs; variables as they are now.</summary>
    public Tensor[] All => Array.ConvertAll(inputs, x => x.Resolve());

    /// <summary>An input; a variable as it is now.</summary>
    public Tensor this[int index] => inputs[index].Resolve();

    /// <summary>Inputs of a range.</summary>
    public Tensor[] this[Range range] => Array.ConvertAll(inputs[range], x => x.Resolve());

    /// <summary>An input that may be a variable itself.</summary>
    public Tensor Raw(int index) => inputs[index];

    /// <summary>The variable that an input refers to.</summary>
    public Variable Variable(int index) => inputs[index] as Variable ?? Handle<Variable>(index);

    /// <summary>What an input is a handle of.</summary>
    public T Handle<T>(int index)
        where T : class => (inputs[index] as HandleTensor)?.Target as T ?? throw new InvalidOperationException($"{node.Type}: input {index} of '{node.Name}' is no handle of a {typeof(T).Name}. Feed what the graph makes there, or nothing.");

    public ElementType Type(string name) => Attributes.Type(name);

    public ElementType Type(string name, ElementType otherwise) => Attributes.Type(name, otherwise);

    public int Int(string name) => checked((int)Attributes.Int(name));

    public int Int(string name, long otherwise) => checked((int)Attributes.Int(name, otherwise));

    public float Float(string name, float otherwise) => Attributes.Float(name, otherwise);

    public bool Flag(string name, bool otherwise = false) => Attributes.Flag(name, otherwise);

    public string Text(string name, string otherwise) => Attributes.Text(name, otherwise);

    public long[] Ints(string name, long[] otherwise) => Attributes.Ints(name, otherwise);

    /// <summary>The elements of an input of whole numbers.</summary>
    public long[] Longs(int index) => this[index] switch
    {
        { ElementType: ElementType.Int64 } x => x.ToArray<long>(),
        { ElementType: ElementType.Int32 } x => Array.ConvertAll(x.ToArray<int>(), i => (long)i),
        { ElementType: ElementType.Int16 } x => Array.ConvertAll(x.ToArray<short>(), i => (long)i),
        { ElementType: ElementType.UInt32 } x => Array.ConvertAll(x.ToArray<uint>(), i => (long)i),
        var x => throw Bad($"input {index} is {x.ElementType.Name}: whole numbers are expected"),
    };

    /// <summary>The elements of an input of whole numbers.</summary>
    public int[] Ints(int index) => Array.ConvertAll(Longs(index), i => checked((int)i));

    /// <summary>The only element of an input of whole numbers.</summary>
    public int Int(int index) => checked((int)Long(index));

    /// <summary>The only element of an input of whole numbers.</summary>
    public long Long(int index) => this[index].Size == 1 ? Longs(index)[0] : throw Bad($"input {index} has the shape {this[index].Shape}: one number is expected");

    /// <summary>The only element of an input of text.</summary>
    public string Text(int index) => this[index].ToScalar<string>();

    /// <summary>A shape that an input holds.</summary>
    public Shape Shape(int index)
    {
        var lengths = Longs(index);
        return Array.Exists(lengths, length => length < 0) ? throw Bad($"input {index} is the shape [{string.Join(", ", lengths)}]: lengths of 0 or more are expected") : Nabla.Shape.Of(lengths);
    }

    /// <summary>The function that an attribute names.</summary>
    public FunctionBody Function(string name) => node.File.Functions.Get(Attributes.Function(name), Attributes);

    /// <summary>An error of this node that says what was given and what was expected.</summary>
    public ArgumentException Bad(string message) => new($"{node.Type}: {message}.");
}
