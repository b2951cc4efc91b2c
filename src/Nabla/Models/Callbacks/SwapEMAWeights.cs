namespace Nabla.Callbacks;

/// <summary>Puts the moving averages of the weights into the model for evaluations and predictions, and the weights back after them.</summary>
/// <param name="swapOnEpoch">Whether the averages are also there from the end of each epoch, for the callbacks that come after this one, to the begin of the next; after training they stay.</param>
/// <remarks>The optimizer must keep averages: <c>new SGD { UseEma = true }</c>. Before the first step there are none, and nothing is swapped.</remarks>
/// <exception cref="InvalidOperationException">The optimizer keeps no averages; at the begin of training.</exception>
public sealed class SwapEMAWeights(bool swapOnEpoch = false) : Callback
{
    bool swapped;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        Check();
        swapped = false;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        if (swapOnEpoch)
        {
            Swap(wanted: false);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
        if (!swapOnEpoch)
        {
            return;
        }

        Swap(wanted: true);
        if (epoch == Plan.Epochs - 1)
        {
            // The end of training takes the averages from the optimizer: it must find there what the model has.
            foreach (var (variable, average) in Model.Optimizer.Averages)
            {
                average.Assign(variable);
            }
        }
    }

    /// <inheritdoc/>
    public override void OnTestBegin() => Swap(wanted: true);

    /// <inheritdoc/>
    public override void OnTestEnd(IReadOnlyDictionary<string, double> logs) => Swap(wanted: false);

    /// <inheritdoc/>
    public override void OnPredictBegin() => Swap(wanted: true);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Swap(wanted: false);

    void Swap(bool wanted)
    {
        Check();
        if (swapped == wanted || Model.Optimizer.Iterations.ToScalar<long>() == 0)
        {
            return;
        }

        foreach (var (variable, average) in Model.Optimizer.Averages)
        {
            var weight = variable.Value;
            variable.Assign(average.Value);
            average.Assign(weight);
        }

        swapped = wanted;
    }

    void Check()
    {
        if (!Model.Optimizer.KeepsAverages)
        {
            throw new InvalidOperationException($"SwapEMAWeights: the optimizer {Model.Optimizer.Name} keeps no moving averages: there is nothing to swap with. Make it with UseEma = true.");
        }
    }
}
