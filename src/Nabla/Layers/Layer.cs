using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>A function with weights: y = Forward(x).</summary>
/// <remarks>
/// <para>To write one: make weights in <see cref="Build"/> with <see cref="AddWeight"/>, use them in <see cref="Forward"/>, and hand layers inside it to <see cref="Track"/>.
/// Weights are made at the first call, when the shape of the input is known.</para>
/// <para>Calling a built layer with <c>training: false</c> from many threads at once is safe.</para>
/// </remarks>
public abstract class Layer
{
    readonly List<Weight> own = [];
    readonly List<Layer> inner = [];
    bool trainable = true;

    /// <summary>Prepares a layer without weights yet.</summary>
    /// <param name="name">Its name in summaries and paths; by default the class name with a number.</param>
    protected Layer(string? name = null) => Name = name ?? LayerNames.Next(GetType());

    /// <summary>The name in summaries and in the paths of weights.</summary>
    public string Name { get; }

    /// <summary>Whether the weights are made.</summary>
    public bool Built { get; private set; }

    /// <summary>The shape that the weights were made for; null before.</summary>
    public Shape? InputShape { get; private set; }

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
                weight.Variable.Trainable = value && weight.Trainable;
            }
        }
    }

    /// <summary>All weights: the trainable ones in order of creation, then the others, as Keras orders them.</summary>
    public IReadOnlyList<Variable> Weights => [.. TrainableWeights, .. NonTrainableWeights];

    /// <summary>The weights that optimizers change.</summary>
    public IReadOnlyList<Variable> TrainableWeights => [.. All().Where(w => w.Variable.Trainable).Select(w => w.Variable)];

    /// <summary>The weights that optimizers leave alone.</summary>
    public IReadOnlyList<Variable> NonTrainableWeights => [.. All().Where(w => !w.Variable.Trainable).Select(w => w.Variable)];

    /// <summary>The penalties of regularized weights at this moment.</summary>
    public IReadOnlyList<Tensor> Losses => [.. All().Where(w => w.Regularizer is not null && w.Variable.Trainable).Select(w => w.Regularizer!.Call(w.Variable))];

    /// <summary>The layers directly inside this one, in order of tracking.</summary>
    protected internal IReadOnlyList<Layer> Tracked => inner;

    /// <summary>Whether the present call is one of training: then dropout drops, and noise is added.</summary>
    protected static bool Training => CallScope.Current?.Training ?? false;

    /// <summary>y = layer(x); makes the weights at the first call.</summary>
    /// <param name="x">The input; usually a batch, with the samples along axis 0.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it, false outside.</param>
    /// <exception cref="ShapeException">The shape does not fit the layer, or not its weights.</exception>
    public Tensor Call(Tensor x, bool? training = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = CallScope.Open(Name, training);
        if (!Built)
        {
            Make(x.Shape);
        }

        return Forward(x);
    }

    /// <summary>Makes the weights for inputs of this shape, without a call.</summary>
    /// <param name="inputShape">The shape with the batch axis, which may be null: <c>[null, 784]</c>.</param>
    public void BuildFor(Shape inputShape)
    {
        if (!Built)
        {
            using var scope = CallScope.Open(Name, null);
            Make(inputShape);
        }
    }

    /// <summary>The shape of the output for inputs of a shape.</summary>
    public virtual Shape ComputeOutputShape(Shape inputShape) => inputShape;

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

    /// <summary>The maths of the layer, nothing else.</summary>
    protected abstract Tensor Forward(Tensor x);

    /// <summary>Makes the weights; called once, before the first <see cref="Forward"/>.</summary>
    protected virtual void Build(Shape inputShape)
    {
    }

    /// <summary>Makes a weight.</summary>
    /// <param name="name">Its name within the layer: <c>kernel</c>, <c>bias</c>.</param>
    /// <param name="shape">Its shape; all lengths known.</param>
    /// <param name="initializer">Its first value; Glorot uniform by default.</param>
    /// <param name="regularizer">A penalty on it, added to the loss.</param>
    /// <param name="constraint">What is done to it after each step.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    protected Variable AddWeight(string name, Shape shape, Initializer? initializer = null, Regularizer? regularizer = null, Constraint? constraint = null, bool trainable = true)
    {
        var value = (initializer ?? new GlorotUniform()).Call(shape);
        string path = $"{CallScope.Current?.Path ?? Name}/{name}";
        var variable = new Variable(value, trainable && Trainable, path) { Constraint = constraint is null ? null : constraint.Call };
        own.Add(new(variable, regularizer, trainable));
        return variable;
    }

    /// <summary>Adds a scalar to the loss of the present training step.</summary>
    protected static void AddLoss(Tensor loss) => CallScope.Current?.Add(loss);

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

    void Make(Shape inputShape)
    {
        Build(inputShape);
        InputShape = inputShape;
        Built = true;
    }

    IEnumerable<Weight> All() => own.Concat(inner.SelectMany(layer => layer.All()));

    sealed record Weight(Variable Variable, Regularizer? Regularizer, bool Trainable);
}
