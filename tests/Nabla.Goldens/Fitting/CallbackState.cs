using Nabla.Callbacks;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Compares the state that a callback shows with Keras's attributes.</summary>
static class CallbackState
{
    public static void Check(Dictionary<string, object?> expected, Callback callback, Comparer comparer)
    {
        foreach (var (name, value) in expected)
        {
            object? found = (callback, name) switch
            {
                (EarlyStopping c, "wait") => c.Wait,
                (EarlyStopping c, "best") => c.Best,
                (EarlyStopping c, "best_epoch") => c.BestEpoch,
                (EarlyStopping c, "stopped_epoch") => c.StoppedEpoch,
                (ReduceLROnPlateau c, "wait") => c.Wait,
                (ReduceLROnPlateau c, "best") => c.Best,
                (ReduceLROnPlateau c, "cooldown_counter") => c.CooldownCounter,
                (ModelCheckpoint c, "best") => c.Best,
                _ => throw new BindingException($"the runner does not read '{name}' of {callback.GetType().Name}"),
            };
            comparer.Check($"attribute {name}", value, found);
        }
    }
}
