namespace Nabla.Losses;

/// <summary>How far predictions are from the truth: a number to make small.</summary>
/// <remarks>Where one is asked for, Keras's name does too: <c>loss: "mse"</c>. The formula alone, without weights and reduction, is the static <c>Of</c> of each class.</remarks>
public abstract class Loss
{
    /// <summary>Keeps logarithms and quotients away from 0.</summary>
    internal const double Epsilon = 1e-7;

    /// <summary>Prepares a loss.</summary>
    /// <param name="reduction">How the losses of the samples become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default, whatever the predictions are.</param>
    protected Loss(Reduction reduction, string name, ElementType? elementType)
    {
        if (elementType is { IsFloating: false } type)
        {
            throw new ElementTypeException($"{name}: element type {type.Name}: a loss is computed in a floating type. Leave it out for float32.");
        }

        (Reduction, Name, ElementType) = (reduction, name, elementType ?? ElementType.Float32);
    }

    /// <summary>How the losses of the samples become one number.</summary>
    public Reduction Reduction { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type it is computed in.</summary>
    public ElementType ElementType { get; }

    /// <summary>The loss with this Keras name and default options.</summary>
    /// <exception cref="ArgumentException">No loss has the name.</exception>
    public static implicit operator Loss(string name) => LossTable.Rows.Make(name);

    /// <summary>A loss of one's own.</summary>
    /// <param name="function">From truth and predictions to the loss of each sample.</param>
    /// <param name="reduction">How the losses of the samples become one number.</param>
    /// <param name="name">Its name.</param>
    public static Loss From(Func<Tensor, Tensor, Tensor> function, Reduction reduction = Reduction.SumOverBatchSize, string name = "loss") => new FromFunction(function, reduction, name);

    /// <summary>The loss.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">How much each sample, or each value of a sample, counts.</param>
    /// <param name="mask">Which values count, 1 or true where they do; the mean is then over those. By default the mask that the predictions carry.</param>
    /// <returns>A scalar, or the losses of the samples without reduction.</returns>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public Tensor Call(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null, Tensor? mask = null)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        SameCount(yTrue, yPred);
        var (values, own) = Values(TruthIsIndices ? yTrue : yTrue.Cast(ElementType), yPred.Cast(ElementType));
        mask = (mask ?? yPred.Mask, own) switch
        {
            (null, _) => own,
            (var given, null) => given,
            (var given, _) => given.Cast(ElementType.Bool).LogicalAnd(own),
        };
        return LossReduction.Apply(Name, values, sampleWeight, mask, Reduction);
    }

    /// <summary>Whether the truth is class numbers, which keep their own type.</summary>
    private protected virtual bool TruthIsIndices => false;

    /// <summary>The loss of each sample.</summary>
    /// <param name="yTrue">The truth, in the type of the loss.</param>
    /// <param name="yPred">The predictions, in the type of the loss.</param>
    protected abstract Tensor Forward(Tensor yTrue, Tensor yPred);

    /// <summary>The loss of each sample, and which of them count.</summary>
    private protected virtual (Tensor Values, Tensor? Mask) Values(Tensor yTrue, Tensor yPred) => (Forward(yTrue, yPred), null);

    void SameCount(Tensor yTrue, Tensor yPred)
    {
        if (yTrue.Rank > 0 && yPred.Rank > 0 && yTrue.Shape.IsAxisKnown(0) && yPred.Shape.IsAxisKnown(0) && yTrue.Shape[0] != yPred.Shape[0] && yTrue.Shape[0] != 1 && yPred.Shape[0] != 1)
        {
            throw new ShapeException($"{Name}: truth {yTrue.Shape} and predictions {yPred.Shape}: {yTrue.Shape[0]} samples against {yPred.Shape[0]}; there must be equally many. Give each input its label.");
        }
    }

    sealed class FromFunction(Func<Tensor, Tensor, Tensor> function, Reduction reduction, string name) : Loss(reduction, name, null)
    {
        readonly Func<Tensor, Tensor, Tensor> function = function ?? throw new ArgumentNullException(nameof(function));

        protected override Tensor Forward(Tensor yTrue, Tensor yPred) => function(yTrue, yPred);
    }
}
