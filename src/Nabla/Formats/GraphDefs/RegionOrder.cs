namespace Nabla.Formats.GraphDefs;

/// <summary>Orders the nodes of one region, each loop in it as one, so that each stands after those that it needs, else as in the file.</summary>
static class RegionOrder
{
    /// <summary>The nodes (<see cref="BuildItem"/>) and loops (<see cref="BuildFrame"/>) of a region.</summary>
    public static List<object> Sorted(BuildFrame region, string file)
    {
        var order = new Dictionary<object, int>();
        foreach (var item in region.Items) order.Add(item, item.Order);
        foreach (var child in region.Children.Values) order.Add(child, child.All.Min(item => item.Order));
        var waiting = new Dictionary<object, int>();
        var users = new Dictionary<object, List<object>>();
        foreach (var unit in order.Keys)
        {
            var needs = new HashSet<object>();
            foreach (var item in unit is BuildFrame child ? child.All : [(BuildItem)unit])
            {
                foreach (var source in FrameFinder.Sources(item))
                {
                    if (UnitOf(source, region) is { } needed && !ReferenceEquals(needed, unit) && order.ContainsKey(needed)) needs.Add(needed);
                }
            }
            waiting.Add(unit, needs.Count);
            foreach (var needed in needs)
            {
                if (!users.TryGetValue(needed, out var list)) users.Add(needed, list = []);
                list.Add(unit);
            }
        }
        var ready = new PriorityQueue<object, int>();
        foreach (var (unit, count) in waiting)
        {
            if (count == 0) ready.Enqueue(unit, order[unit]);
        }
        var sorted = new List<object>(order.Count);
        while (ready.TryDequeue(out var unit, out _))
        {
            sorted.Add(unit);
            foreach (var user in users.GetValueOrDefault(unit) ?? [])
            {
                if (--waiting[user] == 0) ready.Enqueue(user, order[user]);
            }
        }
        if (sorted.Count == order.Count) return sorted;
        var loops = waiting.Where(pair => pair.Value > 0).Select(pair => pair.Key).OfType<BuildFrame>().Select(frame => $"'{frame.Name}'");
        throw new ModelFormatException(file, "", $"the loop {string.Join(", ", loops)} needs what comes out of it");
    }

    /// <summary>The node or loop of a region that a node is or stands in; null where it stands outside.</summary>
    static object? UnitOf(BuildItem item, BuildFrame region)
    {
        if (item.Frame is null || !item.Frame.IsIn(region)) return null;
        if (ReferenceEquals(item.Frame, region)) return item;
        var frame = item.Frame;
        while (!ReferenceEquals(frame.Parent, region)) frame = frame.Parent!;
        return frame;
    }
}
