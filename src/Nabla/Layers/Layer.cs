using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>A function with weights: y = Forward(x).</summary>
/// <remarks>
/// <para>To write one: make weights in <see cref="Build(Shape)"/> with <see cref="AddWeight"/>, use them in <see cref="Forward(Tensor)"/>, and hand layers inside it to <see cref="Track"/>.
/// Weights are made at the first call, when the shape of the input is known. A layer of several inputs or outputs overrides the forms with lists.</para>
/// <para>Called with a symbolic tensor, which an <see cref="Input"/> or another call gave, a layer becomes part of a model that is being drawn; see <see cref="Functional"/>.</para>
/// <para>Calling a built layer with <c>training: false</c> from many threads at once is safe.</para>
/// </remarks>
public abstract partial class Layer
{
    readonly List<Weight> own = [];
    readonly List<Layer> inner = [];
    bool trainable = true;
    DTypePolicy policy = DTypePolicy.Global;

    /// <summary>Prepares a layer without weights yet.</summary>
    /// <param name="name">Its name in summaries and paths; by default the class name with a number.</param>
    protected Layer(string? name = null) => Name = name ?? LayerNames.Next(GetType());

    /// <summary>The name in summaries and in the paths of weights.</summary>
    public string Name { get; }

    /// <summary>What kind of layer it is, in summaries.</summary>
    internal virtual string ClassName => GetType().Name;

    /// <summary>Whether what comes out for a sample is known not to depend on the others beside it: of layers of this library, not of one's own.</summary>
    internal virtual bool TreatsSamplesAlone => GetType().Assembly == typeof(Layer).Assembly;

    /// <summary>Whether the weights are made.</summary>
    public bool Built { get; private set; }

    /// <summary>The shape that the weights were made for, of the first input where there are several; null before.</summary>
    public Shape? InputShape => InputShapes is [var first, ..] ? first : null;

    /// <summary>The shapes that the weights were made for, one an input; empty before.</summary>
    public IReadOnlyList<Shape> InputShapes { get; private set; } = [];

    /// <summary>Whether optimizers may change the weights; setting it sets all layers inside too.</summary>
    public bool Trainable
    {
        get => trainable;
        set
        {
            trainable = value;
            foreach (var layer in inner)
            {
                layer.Trainable = value;
            }

            foreach (var weight in own)
            {
                weight.Variable.Trainable = value && weight.Trainable && !weight.Frozen;
            }
        }
    }

    /// <summary>The types of the weights and of the maths; <see cref="DTypePolicy.Global"/> by default.</summary>
    /// <exception cref="InvalidOperationException">Set after the weights were made.</exception>
    public DTypePolicy DTypePolicy
    {
        get => policy;
        set => policy = own.Count == 0 || value == policy ? value : throw new InvalidOperationException($"{Name}: DTypePolicy {value.Name} after the weights were made in {policy.VariableType.Name}: set it before the first call.");
    }

    /// <summary>All weights, as Keras orders them: the layer's own, those made to be trained first, then those of the layers inside.</summary>
    /// <remarks>Freezing changes no order.</remarks>
    public IReadOnlyList<Variable> Weights => [.. All().Select(w => w.Variable)];

    /// <summary>The weights that optimizers change, in the order of <see cref="Weights"/>.</summary>
    public IReadOnlyList<Variable> TrainableWeights => [.. All().Where(w => w.Variable.Trainable).Select(w => w.Variable)];

    /// <summary>The weights that optimizers leave alone.</summary>
    public IReadOnlyList<Variable> NonTrainableWeights => [.. All().Where(w => !w.Variable.Trainable).Select(w => w.Variable)];

    /// <summary>The penalties of regularized weights at this moment.</summary>
    public IReadOnlyList<Tensor> Losses => [.. All().Where(w => w.Regularizer is not null && w.Variable.Trainable).Select(w => w.Regularizer!.Call(w.Variable))];

    /// <summary>Which weights there are, and which are trained, as one number.</summary>
    internal int TrainingStamp
    {
        get
        {
            int stamp = trainable ? 1 : 2;
            foreach (var weight in own)
            {
                stamp = (stamp * 31) + (weight.Variable.Trainable ? 3 : 5);
            }

            foreach (var layer in inner)
            {
                stamp = (stamp * 37) + layer.TrainingStamp;
            }

            return stamp;
        }
    }

    /// <summary>Whether there is nothing to make: no layer inside, and Build left as it is.</summary>
    internal bool HasNoWeights => inner.Count == 0 && ((Action<Shape>)Build).Method.DeclaringType == typeof(Layer) && ((Action<IReadOnlyList<Shape>>)Build).Method.DeclaringType == typeof(Layer);

    /// <summary>The weights of this layer alone, those made to be trained first.</summary>
    internal IReadOnlyList<Variable> OwnWeights => [.. own.Where(w => w.Trainable).Concat(own.Where(w => !w.Trainable)).Select(w => w.Variable)];

    /// <summary>The layers directly inside this one, in order of tracking.</summary>
    protected internal IReadOnlyList<Layer> Tracked => inner;

    /// <summary>Number of elements in all weights.</summary>
    /// <exception cref="InvalidOperationException">The weights are not made yet.</exception>
    public long CountParams() => Built ? Weights.Sum(w => w.Size) : throw NotBuilt();

    /// <summary>The values of all weights, in the order of <see cref="Weights"/>.</summary>
    public IReadOnlyList<Tensor> GetWeights() => [.. Weights.Select(w => w.Value)];

    /// <summary>Sets all weights, in the order of <see cref="Weights"/>.</summary>
    /// <exception cref="ShapeException">There are more or fewer values, or one has another shape.</exception>
    public void SetWeights(IReadOnlyList<Tensor> values)
    {
        var weights = Weights;
        if (values.Count != weights.Count)
        {
            throw new ShapeException($"{Name}: {values.Count} values for {weights.Count} weights: there must be one each. {(Built ? "See Weights for names and shapes." : "The layer has no weights before its first call; call it or BuildFor a shape.")}");
        }

        for (int i = 0; i < weights.Count; i++)
        {
            weights[i].Assign(values[i]);
        }
    }

    /// <summary>The weight with this path: <c>sequential/dense/kernel</c>, or the end of it that no other weight has: <c>dense/kernel</c>.</summary>
    /// <exception cref="KeyNotFoundException">No weight or several have it; the message lists the paths.</exception>
    public Variable GetWeight(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var weights = Weights;
        if (weights.FirstOrDefault(w => w.Name == path) is { } exact)
        {
            return exact;
        }

        var ending = weights.Where(w => w.Name.EndsWith($"/{path}", StringComparison.Ordinal)).ToList();
        return ending is [var only] ? only
            : throw new KeyNotFoundException($"{Name}: {(ending.Count == 0 ? "no weight has" : $"{ending.Count} weights have")} the path '{path}'. {(weights.Count == 0 ? "There are no weights yet: call the layer or BuildFor a shape." : $"There are {string.Join(", ", weights.Select(w => w.Name))}.")}");
    }

    /// <summary>Makes a weight.</summary>
    /// <param name="name">Its name within the layer: <c>kernel</c>, <c>bias</c>.</param>
    /// <param name="shape">Its shape; all lengths known.</param>
    /// <param name="initializer">Its first value; Glorot uniform by default.</param>
    /// <param name="regularizer">A penalty on it, added to the loss.</param>
    /// <param name="constraint">What is done to it after each step.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    /// <param name="elementType">Its element type; that of the policy by default.</param>
    protected Variable AddWeight(string name, Shape shape, Initializer? initializer = null, Regularizer? regularizer = null, Constraint? constraint = null, bool trainable = true, ElementType? elementType = null)
    {
        string path = $"{CallScope.Current?.Path ?? Name}/{name}";
        WeightLimit.Take(path, shape);
        var value = (initializer ?? new GlorotUniform()).Call(shape, elementType ?? policy.VariableType);
        var variable = new Variable(value, trainable && Trainable, path) { Constraint = constraint is null ? null : constraint.Call };
        own.Add(new(variable, regularizer, trainable));
        return variable;
    }

    /// <summary>A weight in the type of the maths.</summary>
    protected Tensor Computed(Variable weight) => weight.ElementType == policy.ComputeType ? weight : weight.Cast(policy.ComputeType);

    /// <summary>Freezes one weight of a layer that stays trainable.</summary>
    private protected void Freeze(Variable weight)
    {
        weight.Trainable = false;
        own.Single(w => ReferenceEquals(w.Variable, weight)).Frozen = true;
    }

    /// <summary>Counts a weight of a layer inside as this layer's own: it comes first, and once.</summary>
    private protected void Adopt(Layer layer, Variable weight) => own.Add(layer.own.Single(w => ReferenceEquals(w.Variable, weight)));

    /// <summary>Makes a layer part of this one: its weights count as this one's.</summary>
    protected T Track<T>(T layer)
        where T : Layer
    {
        inner.Add(layer);
        return layer;
    }

    /// <summary>Takes a layer out of this one again.</summary>
    protected void Untrack(Layer layer) => inner.Remove(layer);

    /// <summary>A weight, or a clear error before it is made.</summary>
    protected Variable Made(Variable? weight) => weight ?? throw NotBuilt();

    InvalidOperationException NotBuilt() => new($"{Name}: no weights yet: they are made when the shape of the input is known. Call the layer once, or BuildFor([null, …]).");

    IEnumerable<Weight> All() => own.Where(w => w.Trainable).Concat(own.Where(w => !w.Trainable)).Concat(inner.SelectMany(layer => layer.All())).Distinct();

    sealed class Weight(Variable variable, Regularizer? regularizer, bool trainable)
    {
        internal Variable Variable => variable;

        internal Regularizer? Regularizer => regularizer;

        internal bool Trainable => trainable;

        internal bool Frozen { get; set; }
    }
}
