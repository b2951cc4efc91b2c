using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>Makes a plan of a draft: a place for every value, and steps that know these places.</summary>
internal sealed class PlanBuilder
{
    readonly Draft draft;
    readonly Dictionary<DraftValue, Tensor> placed = [];
    readonly Dictionary<DraftValue, Cell> cells = [];
    readonly Dictionary<Variable, PlacedMemory> variables = new(ReferenceEqualityComparer.Instance);
    readonly List<(Variable Variable, PlacedMemory Memory)> read = [];
    readonly List<PlacedMemory> memories = [];
    readonly List<PlanStep> steps = [];

    PlanBuilder(Draft draft) => this.draft = draft;

    internal static Plan Make(Draft draft) => new PlanBuilder(draft).Make();

    Plan Make()
    {
        var parameters = Array.ConvertAll(draft.Parameters, Parameter);
        foreach (var node in draft.Nodes)
        {
            int from = steps.Count;
            Add(node);
            steps[from..].ForEach(step => step.Source = node.Source);
        }

        var leaving = new List<PlacedMemory>();
        var results = Array.ConvertAll(draft.Results, y => Result(y, leaving));
        var buffers = BufferPlan.Place(memories);
        return new()
        {
            Steps = [.. steps],
            Parameters = parameters,
            Variables = [.. read.Where(pair => !pair.Variable.LivesInSessions)],
            Leaving = [.. leaving],
            Results = results,
            Buffers = buffers,
        };
    }

    (PlacedMemory? Memory, Cell? Cell) Parameter(DraftValue value)
    {
        if (!value.IsFixed)
        {
            return (null, cells[value] = new());
        }

        var memory = new PlacedMemory(MemoryKind.Parameter, value.ElementType, value.Shape.Size);
        placed[value] = new PlacedTensor(memory, value.Shape, 0, null);
        return (memory, null);
    }

    PlanResult Result(DraftValue value, List<PlacedMemory> leaving)
    {
        if (cells.TryGetValue(value, out var cell))
        {
            return new(null, cell);
        }

        var tensor = Tensor(value) ?? value.Known!;
        if (tensor is PlacedTensor { Memory: var memory })
        {
            memory.Last = steps.Count;
            if (memory.Kind == MemoryKind.Buffer)
            {
                memory.Kind = MemoryKind.Result;
                leaving.Add(memory);
            }
        }

        return new(tensor, null);
    }

    /// <summary>The place of a value; null where it has none before the plan runs.</summary>
    Tensor? Tensor(DraftValue value) => placed.TryGetValue(value, out var tensor) ? tensor
        : value is { IsFixed: true, Known: { } known } ? placed[value] = known : null;

    void Add(DraftNode node)
    {
        if (node.Op is ReadVariable { Target: var read })
        {
            if (node.Outputs[0].IsFixed)
            {
                if (read.LivesInSessions && !variables.ContainsKey(read))
                {
                    steps.Add(new FindStep(read, Memory(read)));
                }

                placed[node.Outputs[0]] = new PlacedTensor(Memory(read), read.Shape, 0, null);
                return;
            }
        }

        var x = Array.ConvertAll(node.Inputs, Tensor);
        bool isFree = Array.Exists(x, t => t is null) || !Array.TrueForAll(node.Outputs, y => y.IsFixed);
        if (isFree)
        {
            AddFree(node, x);
        }
        else if (node.Op is AssignVariable { Target: var target } && target.Shape.IsKnown)
        {
            Use(x!);
            steps.Add(new AssignStep(target, x[0]!, Memory(target)));
        }
        else if (node.Op is IView)
        {
            AddView(node, x!);
        }
        else
        {
            AddOp(node, x!);
        }
    }

    PlacedMemory Memory(Variable variable)
    {
        if (!variables.TryGetValue(variable, out var memory))
        {
            variables.Add(variable, memory = new(MemoryKind.Variable, variable.ElementType, variable.Size));
            read.Add((variable, memory));
        }

        return memory;
    }

    void AddFree(DraftNode node, Tensor?[] x)
    {
        var inputs = new (Tensor?, Cell?)[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            inputs[i] = x[i] is null ? (node.Inputs[i].Known, cells.GetValueOrDefault(node.Inputs[i])) : (x[i], null);
            Use(x[i]);
        }

        steps.Add(new FreeStep(node.Op, inputs, Array.ConvertAll(node.Outputs, y => cells[y] = new()), Changed(node.Op)));
        Keep(x);
    }

    /// <summary>Views may come out of a free step, so what it was given stays to the end.</summary>
    void Keep(Tensor?[] x)
    {
        foreach (var tensor in x)
        {
            if (tensor is PlacedTensor { Memory: var memory })
            {
                memory.Last = int.MaxValue;
            }
        }
    }

    void AddView(DraftNode node, Tensor[] x)
    {
        if (node.Op is IRowMajorView && !x[0].IsContiguous)
        {
            x[0] = Contiguous(x[0]);
        }

        var context = new RunContext(node.Op, x, Array.ConvertAll(node.Outputs, y => new TensorSpec(y.ElementType, y.Shape)));
        node.Op.Run(context);
        for (int i = 0; i < node.Outputs.Length; i++)
        {
            placed[node.Outputs[i]] = View(x, context.Outputs[i]);
        }
    }

    static Tensor View(Tensor[] x, Tensor view)
    {
        var from = Array.Find(x, t => t is PlacedTensor && ReferenceEquals(t.Storage, view.Storage)) as PlacedTensor;
        return from is null ? view : On(from, view);
    }

    /// <summary>A view of placed memory that moves along with it.</summary>
    static PlacedTensor On(PlacedTensor from, Tensor view) =>
        new(from.Memory, view.Shape, view.Offset - from.Memory.Start, view.IsContiguous ? null : view.Strides.ToArray());

    static Tensor On(Tensor from, Shape shape, long[] strides) => from is PlacedTensor place ? new PlacedTensor(place.Memory, shape, place.Relative, strides) : from.View(shape, from.Offset, strides);

    Tensor Contiguous(Tensor x)
    {
        if (x is not PlacedTensor)
        {
            return x.Contiguous();
        }

        Use(x);
        var copy = Buffer(x.ElementType, x.Shape);
        steps.Add(new CopyStep(x, copy));
        return copy;
    }

    PlacedTensor Buffer(ElementType type, Shape shape)
    {
        var memory = new PlacedMemory(MemoryKind.Buffer, type, shape.Size) { First = steps.Count, Last = steps.Count };
        memories.Add(memory);
        return new(memory, shape, 0, null);
    }

    void AddOp(DraftNode node, Tensor[] x)
    {
        var op = node.Op;
        if (op is MatMul { TransposeX: var left, TransposeY: var right } && (left || right))
        {
            (x[0], x[1]) = (left ? Swapped(x[0]) : x[0], right ? Swapped(x[1]) : x[1]);
            op = new MatMul();
        }

        if (op is MatMulFinish { Product: { TransposeX: var x0, TransposeY: var x1 } } finish && (x0 || x1))
        {
            (x[0], x[1]) = (x0 ? Swapped(x[0]) : x[0], x1 ? Swapped(x[1]) : x[1]);
            op = finish with { Product = new MatMul() };
        }

        if (op is IElementwise)
        {
            x = Array.ConvertAll(x, t => Stretched(t, node.Outputs[0].Shape));
        }

        if (op is IRowMajorInputs)
        {
            x = Array.ConvertAll(x, t => t.IsContiguous ? t : Contiguous(t));
        }

        Use(x);
        var y = Array.ConvertAll(node.Outputs, v => (Tensor)Buffer(v.ElementType, v.Shape));
        if (op is IElementwise)
        {
            PutInPlace(x, y);
        }

        for (int i = 0; i < y.Length; i++)
        {
            placed[node.Outputs[i]] = y[i];
        }

        var context = new RunContext(op, x, y);
        var changed = Changed(op);
        steps.Add(op.Effect == Effect.WritesState ? new ChangeStep(op, context, changed) : new OpStep(op, context));
    }

    /// <summary>A view with the last two axes swapped: a product reads it as it lies.</summary>
    static Tensor Swapped(Tensor x)
    {
        var (lengths, strides) = (x.Shape.ToArray(), x.Strides.ToArray());
        (lengths[^1], lengths[^2], strides[^1], strides[^2]) = (lengths[^2], lengths[^1], strides[^2], strides[^1]);
        return On(x, new Shape(lengths), strides);
    }

    static Tensor Stretched(Tensor x, Shape to) => x.Shape == to ? x : On(x, to, Broadcasting.Strides(x.Shape, x.Strides, to));

    /// <summary>Lets outputs write over inputs that end here: each element is read before it is written.</summary>
    void PutInPlace(Tensor[] x, Tensor[] y)
    {
        foreach (var output in y)
        {
            var to = ((PlacedTensor)output).Memory;
            foreach (var input in x)
            {
                if (input is PlacedTensor { IsContiguous: true, Memory: { Kind: MemoryKind.Buffer } from } && from.Size == to.Size && from.ElementType == to.ElementType
                    && input.Shape == output.Shape && Array.TrueForAll(x, t => t is not PlacedTensor p || p.Memory != from || p.IsContiguous && p.Shape == output.Shape))
                {
                    to.Candidates.Add(from);
                }
            }
        }
    }

    void Use(params ReadOnlySpan<Tensor?> x)
    {
        foreach (var tensor in x)
        {
            if (tensor is PlacedTensor { Memory: var memory })
            {
                memory.Last = Math.Max(memory.Last, steps.Count);
            }
        }
    }

    /// <summary>The variables that an op may change; of an op that does not say, all that the plan reads, now or later.</summary>
    IReadOnlyList<(Variable Variable, PlacedMemory Memory)> Changed(Op op) =>
        op.Effect != Effect.WritesState ? [] : op is IChangesVariables { Changed: var changed } ? [.. changed.Distinct().Where(v => v.Shape.IsKnown).Select(v => (v, Memory(v)))] : read;
}
