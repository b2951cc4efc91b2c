namespace Nabla;

/// <summary>What an op sees while it runs: its inputs, and where to put its outputs.</summary>
public sealed class RunContext
{
    readonly Tensor[] inputs;
    readonly TensorSpec[] specs;
    readonly Tensor[] outputs;
    readonly Tensor?[]? planned;
    object? kept;

    internal RunContext(Op op, Tensor[] inputs, TensorSpec[] specs)
    {
        (Op, this.inputs, this.specs) = (op, inputs, specs);
        outputs = new Tensor[specs.Length];
    }

    /// <summary>A context that is used again and again: its outputs have their places already.</summary>
    internal RunContext(Op op, Tensor[] inputs, Tensor[] planned)
        : this(op, inputs, Array.ConvertAll(planned, y => new TensorSpec(y.ElementType, y.Shape))) => this.planned = planned;

    /// <summary>The op that runs.</summary>
    public Op Op { get; }

    /// <summary>Number of inputs.</summary>
    public int Count => inputs.Length;

    /// <summary>The outputs made so far.</summary>
    internal Tensor[] Outputs => outputs;

    /// <summary>All inputs.</summary>
    internal Tensor[] Inputs => inputs;

    /// <summary>An input.</summary>
    public Tensor this[int index] => inputs[index];

    /// <summary>A new contiguous output of the inferred type and shape, with undefined contents.</summary>
    public Tensor Output(int index = 0) => Output(index, specs[index].Shape);

    /// <summary>A new contiguous output of the inferred type, for a shape that only the values tell.</summary>
    public Tensor Output(int index, Shape shape) => outputs[index] = planned?[index] is { } place && (ReferenceEquals(shape, place.Shape) || shape == place.Shape) ? place
        : new Tensor(shape, specs[index].ElementType, Storage.Allocate(specs[index].ElementType, shape.Size));

    /// <summary>Makes an output of memory that an input has already: a view. Where the output has its place already, it is copied there.</summary>
    internal void Share(int index, Tensor view)
    {
        if (planned?[index] is { } place)
        {
            view.Storage.CopyWindow(view.Offset, view.Shape.Lengths, view.Strides, place.Storage);
            view = place;
        }

        outputs[index] = view;
    }

    /// <summary>Makes an input itself the output.</summary>
    public void Pass(int index, int input) => Share(index, inputs[input].Alias());

    /// <summary>What an op computes from attributes and shapes alone: once for a context that is used again.</summary>
    internal T Keep<T>(Func<RunContext, T> make)
        where T : class => planned is null ? make(this) : (T)(kept ??= make(this));
}
