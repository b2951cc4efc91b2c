using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What a recurrent sequence does at each step.</summary>
internal enum RecurrentKind
{
    /// <summary>Long short-term memory; gates input, forget, candidate, output.</summary>
    LongShortTermMemory,

    /// <summary>Gated unit with the reset gate after the product; gates update, reset, candidate.</summary>
    GatedResetAfter,

    /// <summary>Gated unit with the reset gate before the product.</summary>
    GatedResetBefore,

    /// <summary>tanh of the sums.</summary>
    SimpleTanh,

    /// <summary>max(·, 0) of the sums.</summary>
    SimpleRelu,
}

/// <summary>A recurrent cell over whole sequences.</summary>
/// <remarks>Inputs: x [batch, steps, inputs], kernel [inputs, gates·units], recurrent kernel [units, gates·units], then what there is of bias, mask [batch, steps],
/// first output [batch, units] and first cell state [batch, units]. Outputs: last output, last cell state (of LSTM), all outputs [steps, batch, units] in the order of
/// the steps, then what the gradient needs again: cell states and gates.</remarks>
/// <param name="Kind">The cell.</param>
/// <param name="Reverse">Whether the last element of the sequence is taken first.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="HasMask">Whether there is a mask: states stay as they are where it is false.</param>
/// <param name="HasStart">Whether the first states are given; zeros else.</param>
internal sealed record RecurrentSequence(RecurrentKind Kind, bool Reverse, bool HasBias, bool HasMask, bool HasStart) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        RecurrentKind.LongShortTermMemory => "Lstm",
        RecurrentKind.GatedResetAfter or RecurrentKind.GatedResetBefore => "Gru",
        _ => "SimpleRnn",
    };

    /// <summary>Whether there is a cell state beside the output.</summary>
    internal bool HasCell => Kind == RecurrentKind.LongShortTermMemory;

    /// <summary>Columns of the weights, in units.</summary>
    internal int Gates => Kind switch { RecurrentKind.LongShortTermMemory => 4, RecurrentKind.SimpleTanh or RecurrentKind.SimpleRelu => 1, _ => 3 };

    /// <summary>Whether gates are kept for the gradient.</summary>
    internal bool KeepsGates => Kind is not (RecurrentKind.SimpleTanh or RecurrentKind.SimpleRelu);

    /// <summary>The place of all outputs among the results.</summary>
    internal int StatesAt => HasCell ? 2 : 1;

    /// <summary>Number of results.</summary>
    internal int Outputs => HasCell ? 5 : KeepsGates ? 3 : 2;

    /// <summary>Number of inputs.</summary>
    internal int Inputs => 3 + (HasBias ? 1 : 0) + (HasMask ? 1 : 0) + (HasStart ? (HasCell ? 2 : 1) : 0);

    internal int MaskAt => 3 + (HasBias ? 1 : 0);

    internal int StartAt => MaskAt + (HasMask ? 1 : 0);

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var type = x[0].ElementType;
        if (type is not (ElementType.Float32 or ElementType.Float64))
        {
            throw new ElementTypeException($"{Name}: {type.Name} elements: float32 or float64 is expected. Cast the tensors first.");
        }

        for (int i = 1; i < x.Length; i++)
        {
            var expected = HasMask && i == MaskAt ? ElementType.Bool : type;
            if (x[i].ElementType != expected)
            {
                throw new ElementTypeException($"{Name}: {x[i].ElementType.Name} for input {i} beside {type.Name} sequences: {expected.Name} is expected. Cast it.");
            }
        }

        Shape sequence = x[0].Shape, kernel = x[1].Shape, recurrent = x[2].Shape;
        if (sequence.Rank != 3)
        {
            throw new ShapeException($"{Name}: sequences of shape {sequence}: [batch, steps, features] is expected. {(sequence.Rank == 2 ? "Add an axis with ExpandDims." : "Flatten the features of each step.")}");
        }

        if (recurrent.Rank != 2 || kernel.Rank != 2 || !recurrent.IsKnown || !recurrent.IsCompatibleWith([recurrent[0], Gates * recurrent[0]])
            || !kernel.IsCompatibleWith(sequence[2..].Concat([Gates * recurrent[0]])))
        {
            throw new ShapeException($"{Name}: kernels {kernel} and {recurrent} for sequences {sequence}: [features, {Gates}·units] and [units, {Gates}·units] are expected.");
        }

        long units = recurrent[0], batch = sequence.Lengths[0], steps = sequence.Lengths[1];
        Shape state = Shape.Of([batch, units]), bias = Kind == RecurrentKind.GatedResetAfter ? [2, 3 * units] : [Gates * units];
        Require(!HasBias || x[3].Shape.IsCompatibleWith(bias), "bias", HasBias ? x[3].Shape : bias, bias);
        Require(!HasMask || x[MaskAt].Shape.IsCompatibleWith(sequence[..2]), "mask", HasMask ? x[MaskAt].Shape : state, sequence[..2]);
        for (int i = StartAt; i < Inputs; i++)
        {
            Require(x[i].Shape.IsCompatibleWith(state), "state", x[i].Shape, state);
        }

        TensorSpec one = new(type, state), all = new(type, Shape.Of([steps, batch, units]));
        return HasCell ? [one, one, all, all, new(type, Shape.Of([steps, batch, 4 * units]))]
            : KeepsGates ? [one, all, new(type, Shape.Of([steps, batch, 4 * units]))] : [one, all];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        if (context[0].ElementType == ElementType.Float32)
        {
            Run<float>(context);
        }
        else
        {
            Run<double>(context);
        }
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => Gradient(node, dy, [true]);

    /// <inheritdoc/>
    internal override Tensor?[] Gradient(Node node, Tensor?[] dy, ReadOnlySpan<bool> wanted)
    {
        if (dy[..(StatesAt + 1)].All(d => d is null))
        {
            return new Tensor?[Inputs];
        }

        var op = new RecurrentSequenceGradient(this, wanted[0], dy[0] is not null, HasCell && dy[1] is not null, dy[StatesAt] is not null);
        var d = Engine.Current.Run(op, [.. node.Inputs, .. node.Outputs[StatesAt..], .. dy[..(StatesAt + 1)].OfType<Tensor>()]);
        var dx = new Tensor?[Inputs];
        int next = 0;
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = (i > 0 || wanted[0]) && !(HasMask && i == MaskAt) ? d[next++] : null;
        }

        return dx;
    }

    /// <summary>What kernels see of the inputs and of the results.</summary>
    internal RecurrentTensors<T> Tensors<T>(ReadOnlySpan<Tensor> x, Tensor states, Tensor? cells, Tensor? gates)
        where T : unmanaged => new()
        {
            X = x[0].View<T>(),
            Kernel = x[1].Elements<T>(),
            Recurrent = x[2].Elements<T>(),
            Bias = HasBias ? x[3].Elements<T>() : [],
            Mask = HasMask ? x[MaskAt].View<bool>() : default,
            Start = HasStart ? x[StartAt].Elements<T>() : [],
            StartCell = HasStart && HasCell ? x[StartAt + 1].Elements<T>() : [],
            States = states.Elements<T>(),
            Cells = cells is null ? [] : cells.Elements<T>(),
            Gates = gates is null ? [] : gates.Elements<T>(),
            Units = x[2].Shape.Lengths[0],
            Reverse = Reverse,
        };

    /// <summary>The inputs as the kernels want them: sequences with features side by side, all else row-major. Mostly they lie so already.</summary>
    internal Tensor[] Laid(Tensor[] given)
    {
        var x = given;
        for (int i = 0; i < Inputs; i++)
        {
            bool fits = x[i].IsContiguous || (i == 0 && (x[i].Shape.Lengths[2] == 1 || x[i].Strides[2] == 1)) || (HasMask && i == MaskAt);
            if (!fits)
            {
                x = ReferenceEquals(x, given) ? [.. given] : x;
                x[i] = x[i].Contiguous();
            }
        }

        return x;
    }

    void Run<T>(RunContext context)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = Laid(context.Inputs);
        Tensor last = context.Output(), states = context.Output(StatesAt);
        var lastCell = HasCell ? context.Output(1) : null;
        var cells = HasCell ? context.Output(3) : null;
        var gates = KeepsGates ? context.Output(Outputs - 1) : null;
        var tensors = Tensors<T>(x, states, cells, gates);
        switch (Kind)
        {
            case RecurrentKind.LongShortTermMemory: RecurrentSequence<LstmCell>.Forward(tensors); break;
            case RecurrentKind.GatedResetAfter: RecurrentSequence<GruCell>.Forward(tensors); break;
            case RecurrentKind.GatedResetBefore: RecurrentSequence<GruFirstCell>.Forward(tensors); break;
            case RecurrentKind.SimpleTanh: RecurrentSequence<SimpleCell<RecurrentTanh>>.Forward(tensors); break;
            default: RecurrentSequence<SimpleCell<RecurrentRelu>>.Forward(tensors); break;
        }

        Last<T>(states, HasStart ? x[StartAt] : null, last);
        if (HasCell)
        {
            Last<T>(cells!, HasStart ? x[StartAt + 1] : null, lastCell!);
        }

        GC.KeepAlive(x);
    }

    static void Last<T>(Tensor all, Tensor? start, Tensor last)
        where T : unmanaged
    {
        var y = last.Elements<T>();
        if (all.Shape.Lengths[0] > 0)
        {
            all.Elements<T>()[^y.Length..].CopyTo(y);
        }
        else if (start is not null)
        {
            start.Elements<T>().CopyTo(y);
        }
        else
        {
            y.Clear();
        }
    }

    void Require(bool fits, string what, Shape given, Shape expected)
    {
        if (!fits)
        {
            throw new ShapeException($"{Name}: {what} {given}: {expected} is expected.");
        }
    }
}
