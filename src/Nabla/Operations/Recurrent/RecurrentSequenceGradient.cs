using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>The gradients of a recurrent sequence: all steps walked back, then one product over all of them for each weight.</summary>
/// <remarks>Inputs: those of the sequence, then all outputs, cell states and gates, then what is given of the gradients of the last output, the last cell state and all outputs.
/// Outputs: the gradients of x where it is wanted, of both kernels, and of what there is of bias and first states. To be differentiated again, the steps are taken one by one.</remarks>
/// <param name="Of">The sequence.</param>
/// <param name="WantsX">Whether the gradient of x is computed.</param>
/// <param name="HasLast">Whether the last output has a gradient.</param>
/// <param name="HasLastCell">Whether the last cell state has.</param>
/// <param name="HasStates">Whether the outputs of all steps have.</param>
internal sealed record RecurrentSequenceGradient(RecurrentSequence Of, bool WantsX, bool HasLast, bool HasLastCell, bool HasStates) : Op
{
    /// <inheritdoc/>
    public override string Name => $"{Of.Name}Gradient";

    int Kept => Of.Outputs - Of.StatesAt;

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var y = new List<TensorSpec>();
        for (int i = WantsX ? 0 : 1; i < Of.Inputs; i++)
        {
            if (!(Of.HasMask && i == Of.MaskAt))
            {
                y.Add(new(x[i].ElementType, x[i].Shape));
            }
        }

        return [.. y];
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
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        // The sequence again, of operations that can be differentiated any number of times.
        string given = $"{(HasLast ? 1 : 0)}{(Of.HasCell ? (HasLastCell ? "1" : "0") : "")}{(HasStates ? 1 : 0)}";
        char[] wanted = [.. Enumerable.Range(0, Of.Inputs).Select(i => (i == 0 && !WantsX) || (Of.HasMask && i == Of.MaskAt) ? '0' : '1')];
        var first = new RecomputedGradient(new RecurrentSteps(Of), given, new string(wanted));
        Tensor[] inputs = [.. node.Inputs[..Of.Inputs], .. node.Inputs[(Of.Inputs + Kept)..]];
        string has = string.Concat(dy.Select(d => d is null ? '0' : '1'));
        string asked = string.Concat(inputs.Select(x => x.ElementType.IsDifferentiable ? '1' : '0'));
        var computed = Engine.Current.Run(new RecomputedGradient(first, has, asked), [.. inputs, .. dy.OfType<Tensor>()]);
        var dx = new Tensor?[node.Inputs.Length];
        int next = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            dx[i < Of.Inputs ? i : i + Kept] = asked[i] == '1' ? computed[next++] : null;
        }

        return dx;
    }

    void Run<T>(RunContext context)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = Of.Laid(context.Inputs);
        int at = Of.Inputs, to = 0;
        var tensors = Of.Tensors<T>(x, context[at], Of.HasCell ? context[at + 1] : null, Of.KeepsGates ? context[at + Kept - 1] : null);
        at += Kept;
        var last = HasLast ? context[at++].Contiguous() : null;
        var lastCell = HasLastCell ? context[at++].Contiguous() : null;
        var states = HasStates ? context[at] : null;
        states = states is null || states.Strides[2] == 1 || states.Shape.Lengths[2] == 1 ? states : states.Contiguous();
        var gradients = new RecurrentGradients<T>
        {
            Last = Elements<T>(last),
            LastCell = Elements<T>(lastCell),
            States = states is null ? default : states.View<T>(),
            X = Elements<T>(WantsX ? context.Output(to++) : null),
            Kernel = context.Output(to++).Elements<T>(),
            Recurrent = context.Output(to++).Elements<T>(),
            Bias = Elements<T>(Of.HasBias ? context.Output(to++) : null),
            Start = Elements<T>(Of.HasStart ? context.Output(to++) : null),
            StartCell = Elements<T>(Of.HasStart && Of.HasCell ? context.Output(to) : null),
        };
        switch (Of.Kind)
        {
            case RecurrentKind.LongShortTermMemory: RecurrentSequence<LstmCell>.Backward(tensors, gradients); break;
            case RecurrentKind.GatedResetAfter: RecurrentSequence<GruCell>.Backward(tensors, gradients); break;
            case RecurrentKind.GatedResetBefore: RecurrentSequence<GruFirstCell>.Backward(tensors, gradients); break;
            case RecurrentKind.SimpleTanh: RecurrentSequence<SimpleCell<RecurrentTanh>>.Backward(tensors, gradients); break;
            default: RecurrentSequence<SimpleCell<RecurrentRelu>>.Backward(tensors, gradients); break;
        }

        GC.KeepAlive(x);
        GC.KeepAlive(last);
        GC.KeepAlive(lastCell);
        GC.KeepAlive(states);
    }

    static Span<T> Elements<T>(Tensor? x)
        where T : unmanaged => x is null ? [] : x.Elements<T>();
}
